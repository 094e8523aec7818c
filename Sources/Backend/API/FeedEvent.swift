/// What `/v1/events` sends. In Server-Sent Events: `event:` is the case's name, `id:` the revision, `data:` the JSON
/// of the payload. A client that reconnects with `Last-Event-ID` gets every change it has missed, the latest
/// state of each job once.
public enum FeedEvent: Hashable, Sendable {
    /// First on every connection.
    case hello(FeedHello)
    /// A job is new or has changed.
    case job(Job)
    case removed(JobRemoved)
    case queue(QueueStatus)
}

public struct FeedHello: Codable, Hashable, Sendable {
    /// The ledger's revision now.
    public var revision: Int64
    /// True when the server could not resume from `Last-Event-ID`: fetch the list again.
    public var reset: Bool

    public init(revision: Int64, reset: Bool) {
        self.revision = revision
        self.reset = reset
    }
}

public struct JobRemoved: Codable, Hashable, Sendable {
    public var id: JobID
    public var revision: Int64

    public init(id: JobID, revision: Int64) {
        self.id = id
        self.revision = revision
    }
}

public struct QueueStatus: Codable, Hashable, Sendable {
    public var paused: Bool
    /// Why the converters wait although the queue is not paused (`disk full: …`); nil when they do not.
    public var blocked: String?
    /// Conversions that run at once.
    public var workers: Int

    public init(paused: Bool, blocked: String? = nil, workers: Int) {
        self.paused = paused
        self.blocked = blocked
        self.workers = workers
    }
}
