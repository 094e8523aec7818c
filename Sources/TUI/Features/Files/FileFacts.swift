import SpoolAPI

/// What `stat` tells about a name.
public struct FileFacts: Hashable, Sendable {
    public var size: Int64?
    public var modified: Timestamp?
    public init(size: Int64?, modified: Timestamp?) {
        self.size = size
        self.modified = modified
    }
}
