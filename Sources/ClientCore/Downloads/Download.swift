import MediaTypes
import SpoolAPI

/// One MP3 to be fetched into a directory.
public struct Download: Hashable, Sendable, Identifiable {
    public var id: JobID
    /// The name that the server announces; made safe before it is used.
    public var name: RawName
    /// Bytes.
    public var size: Int64
    /// 64 lower-case hex digits.
    public var sha256: String
    /// Absolute.
    public var directory: RawName

    public init(id: JobID, name: RawName, size: Int64, sha256: String, directory: RawName) {
        self.id = id
        self.name = name
        self.size = size
        self.sha256 = sha256
        self.directory = directory
    }

    /// The result of a job that is done and whose MP3 the server still has; nil otherwise.
    public init?(_ job: Job, into directory: RawName) {
        guard job.state == .done, let result = job.result, result.available else { return nil }
        self.init(id: job.id, name: result.name, size: result.size, sha256: result.sha256, directory: directory)
    }
}
