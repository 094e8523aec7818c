import MediaTypes
import SpoolAPI

/// One source to be sent to a server that is not on this machine.
public struct Upload: Hashable, Sendable {
    /// Absolute.
    public var path: RawName
    public var options: UploadOptions
    /// The same for every try, so that one job comes of them all.
    public var key: String

    public init(path: RawName, options: UploadOptions, key: String = JobID.random().rawValue) {
        self.path = path
        self.options = options
        self.key = key
    }

    /// The batch that a submission by path would have been.
    public static func batch(_ submission: JobSubmission, _ batch: BatchID) -> [Upload] {
        submission.items.enumerated().map { index, item in
            Upload(
                path: item.path,
                options: UploadOptions(
                    options: item.options ?? submission.options, priority: submission.priority,
                    notBefore: submission.notBefore, batch: batch, batchSize: submission.items.count),
                key: "\(batch)-\(index)")
        }
    }
}
