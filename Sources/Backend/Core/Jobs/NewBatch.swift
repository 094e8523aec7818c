import SpoolAPI

/// Jobs that are inserted together or not at all.
public struct NewBatch: Hashable, Sendable {
    public var id: BatchID
    public var owner: UserID
    public var jobs: [NewJob]
    /// How many jobs the batch will have when all of its insertions have come; nil is unknown.
    public var size: Int?
    public var idempotency: IdempotencyKey?

    public init(
        id: BatchID = .random(), owner: UserID = .local, jobs: [NewJob], size: Int? = nil,
        idempotency: IdempotencyKey? = nil
    ) {
        self.id = id
        self.owner = owner
        self.jobs = jobs
        self.size = size
        self.idempotency = idempotency
    }
}
