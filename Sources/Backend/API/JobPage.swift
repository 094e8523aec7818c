/// `GET /v1/jobs`: jobs in the order of their creation, oldest first.
public struct JobPage: Codable, Hashable, Sendable {
    public var jobs: [Job]
    /// Pass as `after` for the next page; nil on the last one.
    public var next: String?
    /// The revision of the ledger at which the page was read: where `/v1/events` takes over.
    public var revision: Int64

    public init(jobs: [Job], next: String?, revision: Int64) {
        self.jobs = jobs
        self.next = next
        self.revision = revision
    }
}
