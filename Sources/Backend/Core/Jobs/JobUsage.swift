/// What one account has in the house, to be held against its limits.
public struct JobUsage: Hashable, Sendable {
    /// Jobs that have not ended.
    public var unfinishedJobs: Int
    /// Of the uploaded videos and of the MP3s that are still kept.
    public var bytes: Int64

    public init(unfinishedJobs: Int = 0, bytes: Int64 = 0) {
        self.unfinishedJobs = unfinishedJobs
        self.bytes = bytes
    }
}
