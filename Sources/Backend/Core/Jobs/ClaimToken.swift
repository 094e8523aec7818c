import SpoolAPI

/// The right to write about one attempt. Every later claim of the job makes it void.
public struct ClaimToken: Hashable, Sendable {
    public var job: JobID
    /// Grows with every claim of the job and, unlike `Job.attempt`, is never used twice.
    public var fence: Int64

    public init(job: JobID, fence: Int64) {
        self.job = job
        self.fence = fence
    }
}
