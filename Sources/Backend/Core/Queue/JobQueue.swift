/// One message queue: at least once, unordered, leased. Messages are wake-ups, never the truth: any of them may
/// come twice, late or not at all.
public protocol JobQueue: Sendable {
    /// Bodies of at most `maxMessageSize` UTF-8 bytes, else `tooLarge` and none is sent.
    func send(_ bodies: [String]) async throws

    /// Up to `max` (1 … `maxBatch`) messages, hidden from other receivers for `visibility`. Waits up to `wait` (≤ 20 s) for
    /// the first; empty when none came.
    func receive(max: Int, visibility: Duration, wait: Duration) async throws -> [QueueMessage]

    /// Hidden for `visibility` from now; zero gives it back at once. Throws `leaseLost` when the receipt is void.
    func extend(_ receipt: QueueReceipt, visibility: Duration) async throws

    /// Deletes them. Harmless with void receipts.
    func acknowledge(_ receipts: [QueueReceipt]) async throws

    /// Moves it to the dead letters with a reason. A message received more often than `maxDeliveries` goes there
    /// by itself. Harmless with a void receipt.
    func deadLetter(_ receipt: QueueReceipt, reason: String) async throws

    /// Makes all dead letters deliverable again; returns how many.
    @discardableResult
    func redrive() async throws -> Int

    /// Approximate.
    func depth() async throws -> QueueDepth
}

extension JobQueue {
    /// Deletes it. Harmless with a void receipt.
    public func acknowledge(_ receipt: QueueReceipt) async throws { try await acknowledge([receipt]) }
}
