import BackendCore
import Dispatch
import Synchronization

/// A few threads for the driver's blocking calls, off the cooperative pool.
final class MongoThreads: Sendable {
    enum Lane {
        /// Calls with one key run in their order.
        case ordered(key: Int)
        /// Chunks, for which an ordered call with this key may wait. They run in their order.
        case inserting(key: Int)
        /// Calls that change nothing.
        case reading
    }

    /// Threads in all.
    static let count = 12
    /// Calls that wait or run; more are refused at once, so that a slow server piles nothing up.
    private static let capacity = 1024

    private let ordered = MongoThreads.queues("ordered")
    private let reading = MongoThreads.queues("reading")
    private let inserting = MongoThreads.queues("inserting")
    private let pending = Atomic(0)
    private let turn = Atomic<UInt>(0)

    func run<Value: Sendable>(
        _ lane: Lane, _ work: @escaping @Sendable () throws(BackendError) -> Value
    ) async throws(BackendError) -> Value {
        defer { pending.subtract(1, ordering: .relaxed) }
        guard pending.add(1, ordering: .relaxed).newValue <= Self.capacity else {
            throw BackendError(.unavailable, "The file store is busy: try again in a moment.", retryAfter: 2)
        }
        let queue = queue(lane)
        let result: Result<Value, BackendError> = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(returning: Result { () throws(BackendError) in try work() })
            }
        }
        return try result.get()
    }

    func queue(_ lane: Lane) -> DispatchQueue {
        switch lane {
        case .ordered(let key): ordered[Self.index(UInt(bitPattern: key))]
        case .inserting(let key): inserting[Self.index(UInt(bitPattern: key))]
        case .reading: reading[Self.index(turn.add(1, ordering: .relaxed).newValue)]
        }
    }

    private static func index(_ number: UInt) -> Int { Int(number % UInt(count / 3)) }

    private static func queues(_ name: String) -> [DispatchQueue] {
        (0..<count / 3).map { DispatchQueue(label: "spool.gridfs.\(name).\($0)") }
    }
}
