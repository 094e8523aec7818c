import BackendConformance
import BackendCore
import BackendDistributed
import Synchronization

/// A queue on a server whose clock cannot be moved: what the manual clock says has become visible is made so on the
/// server, by giving it back there.
final class ClockedQueue: JobQueue {
    private let queue: SQSJobQueue
    private let clock: ManualClock
    private let hidden = Mutex<[QueueReceipt: BootInstant]>([:])

    init(_ queue: SQSJobQueue, clock: ManualClock) {
        self.queue = queue
        self.clock = clock
    }

    private func catchUp() async throws {
        let now = clock.monotonic()
        let due = hidden.withLock { hidden in
            let due = hidden.filter { $0.value.isPast(at: now) }.map(\.key)
            for receipt in due { hidden[receipt] = nil }
            return due
        }
        for receipt in due { try? await queue.extend(receipt, visibility: .zero) }
    }

    private func hide(_ receipt: QueueReceipt, for visibility: Duration) {
        let until = clock.monotonic().advanced(by: visibility)
        hidden.withLock { $0[receipt] = until }
    }

    func send(_ bodies: [String]) async throws { try await queue.send(bodies) }

    func receive(max: Int, visibility: Duration, wait: Duration) async throws -> [QueueMessage] {
        try await catchUp()
        let messages = try await queue.receive(max: max, visibility: .seconds(3600), wait: wait)
        for message in messages { hide(message.receipt, for: visibility) }
        return messages
    }

    func extend(_ receipt: QueueReceipt, visibility: Duration) async throws {
        try await catchUp()
        try await queue.extend(receipt, visibility: visibility)
        hide(receipt, for: visibility)
    }

    func acknowledge(_ receipts: [QueueReceipt]) async throws {
        try await catchUp()
        hidden.withLock { hidden in for receipt in receipts { hidden[receipt] = nil } }
        try await queue.acknowledge(receipts)
    }

    func deadLetter(_ receipt: QueueReceipt, reason: String) async throws {
        try await catchUp()
        hidden.withLock { $0[receipt] = nil }
        try await queue.deadLetter(receipt, reason: reason)
    }

    func redrive() async throws -> Int { try await queue.redrive() }

    func depth() async throws -> QueueDepth {
        try await catchUp()
        return try await queue.depth()
    }
}
