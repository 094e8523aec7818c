import SpoolAPI

/// One user's jobs of one batch: clients choose the ids of batches, so two users may choose the same.
struct OwnedBatch: Hashable, Sendable {
    var owner: UserID
    var batch: BatchID

    /// Names the event "it has ended" for the mailer.
    var mailKey: String { owner == .local ? "batch-ended:\(batch)" : "batch-ended:\(batch):\(owner)" }
}
