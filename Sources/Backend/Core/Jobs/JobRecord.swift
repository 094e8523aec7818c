import MediaTypes
import SpoolAPI

/// A job as the ledger keeps it: what clients see, and what only services know.
public struct JobRecord: Hashable, Sendable {
    /// `path`, `destination` and `result.path` are filled in; the gateway drops them for remote clients.
    public var job: Job
    public var owner: UserID
    /// The uploaded source; nil when the source lies at `job.path`.
    public var source: BlobID?
    /// What an attempt was about to publish, from `JobLedger.beginPublishing` until the job is done. When a job that
    /// has it is claimed again, cancelled or removed, that MP3 may already be there: compare its SHA-256.
    public var publication: JobResult?
    /// `NewBatch.size` of the insertion that brought the job.
    public var batchSize: Int?

    public var id: JobID { job.id }

    public init(
        job: Job, owner: UserID, source: BlobID? = nil, publication: JobResult? = nil, batchSize: Int? = nil
    ) {
        self.job = job
        self.owner = owner
        self.source = source
        self.publication = publication
        self.batchSize = batchSize
    }
}
