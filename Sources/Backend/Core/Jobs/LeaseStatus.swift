/// What a worker learns when it renews its lease.
public enum LeaseStatus: Hashable, Sendable {
    /// The job is still the worker's. It must stand still while either flag is set, and go on renewing.
    case held(jobPaused: Bool, queuePaused: Bool)
    /// The job was cancelled, removed or given to another worker: stop, publish nothing.
    case lost
}
