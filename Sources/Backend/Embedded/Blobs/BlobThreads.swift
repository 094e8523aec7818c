import BackendCore
import Dispatch

/// A few threads for blocking file calls, off the cooperative pool. Calls with one key run in their order.
struct BlobThreads: Sendable {
    private let queues: [DispatchQueue]

    init(count: Int) {
        queues = (0..<count).map { DispatchQueue(label: "spool.blobs.\($0)") }
    }

    func run<Value: Sendable>(
        key: Int, _ work: @escaping @Sendable () throws -> Value
    ) async throws(BackendError) -> Value {
        let queue = queues[Int(UInt(bitPattern: key) % UInt(queues.count))]
        let result: Result<Value, BackendError> = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(
                    returning: Result { () throws(BackendError) in try BackendError.translating(work) })
            }
        }
        return try result.get()
    }
}
