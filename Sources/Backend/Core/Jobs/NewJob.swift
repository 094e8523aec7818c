import MediaTypes
import SpoolAPI

/// A job to be inserted.
public struct NewJob: Hashable, Sendable {
    public var id: JobID
    public var name: RawName
    /// Where the source lies on this machine; nil when it is uploaded.
    public var path: RawName?
    /// The uploaded source; nil when it lies at `path`.
    public var source: BlobID?
    /// Bytes.
    public var size: Int64
    public var destination: RawName?
    public var options: ConversionOptions
    /// True while the source is still being uploaded: the job starts as `receiving`, else as `queued`.
    public var receiving: Bool
    /// −100 … 100.
    public var priority: Int
    public var notBefore: Timestamp?
    public var maxAttempts: Int

    public init(
        id: JobID = .random(), name: RawName, path: RawName? = nil, source: BlobID? = nil, size: Int64 = 0,
        destination: RawName? = nil, options: ConversionOptions = .init(), receiving: Bool = false, priority: Int = 0,
        notBefore: Timestamp? = nil, maxAttempts: Int = 3
    ) {
        self.id = id
        self.name = name
        self.path = path
        self.source = source
        self.size = size
        self.destination = destination
        self.options = options
        self.receiving = receiving
        self.priority = priority
        self.notBefore = notBefore
        self.maxAttempts = maxAttempts
    }
}
