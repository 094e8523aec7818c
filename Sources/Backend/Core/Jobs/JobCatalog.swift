import MediaTypes
import SpoolAPI

/// The ledger as clients see it. `owner` limits every call to that user's jobs; nil sees all. Another user's job
/// is `notFound`, exactly like one that never was.
public protocol JobCatalog: Sendable {
    func job(_ id: JobID, owner: UserID?) async throws -> JobRecord

    /// In the order of creation.
    func list(_ query: JobQuery) async throws -> JobRecordPage

    /// Throws `conflict` with a sentence when the job's state does not allow it.
    func perform(_ command: JobCommand, on id: JobID, owner: UserID?) async throws -> JobRecord

    /// Returns what was removed, so that its blobs can be. Throws `conflict` while the job converts.
    func remove(_ id: JobID, owner: UserID?) async throws -> JobRecord

    /// The worker's log of all attempts, oldest first.
    func log(of id: JobID, owner: UserID?) async throws -> String

    /// How many jobs are in each state; states without jobs are absent. Optionally of one batch.
    func counts(owner: UserID?, batch: BatchID?) async throws -> [JobState: Int]

    /// What the jobs of `owner` take up.
    func usage(of owner: UserID) async throws -> JobUsage

    /// A paused queue gives no jobs to workers.
    func isQueuePaused() async throws -> Bool
    func setQueuePaused(_ paused: Bool) async throws
}
