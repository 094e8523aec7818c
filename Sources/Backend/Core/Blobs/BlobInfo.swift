public struct BlobInfo: Hashable, Sendable {
    public var id: BlobID
    /// Bytes written so far.
    public var size: Int64
    public var isFinished: Bool

    public init(id: BlobID, size: Int64, isFinished: Bool) {
        self.id = id
        self.size = size
        self.isFinished = isFinished
    }
}
