import MediaTypes

/// A file that takes part in a batch.
public struct MarkedFile: Hashable, Sendable {
    /// Absolute.
    public var path: RawName
    /// Bytes; 0 while unknown.
    public var size: Int64

    public init(path: RawName, size: Int64) {
        self.path = path
        self.size = size
    }
}
