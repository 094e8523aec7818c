import SpoolAPI

/// Jobs that are inserted together or not at all.
public struct NewBatch: Hashable, Sendable {
    public var id: BatchID
    public var owner: UserID
    public var jobs: [NewJob]
    public var idempotency: IdempotencyKey?

    public init(id: BatchID = .random(), owner: UserID = .local, jobs: [NewJob], idempotency: IdempotencyKey? = nil) {
        self.id = id
        self.owner = owner
        self.jobs = jobs
        self.idempotency = idempotency
    }
}
