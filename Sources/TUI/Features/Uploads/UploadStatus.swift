import MediaTypes

/// How far the files are that are being sent to the server.
public struct UploadStatus: Hashable, Sendable {
    public var files: Int
    /// Files that are there or could not be sent.
    public var ended: Int
    /// Bytes of all files.
    public var sent: Int64
    public var size: Int64
    /// Bytes a second.
    public var speed: Double

    public init(files: Int, ended: Int, sent: Int64, size: Int64, speed: Double) {
        self.files = files
        self.ended = ended
        self.sent = sent
        self.size = size
        self.speed = speed
    }

    var text: String {
        let rate = speed > 0 ? "  \(Human.bytes(Int64(min(speed, 1e15))))/s" : ""
        return "sending \(Count.of(files, "file")), \(ended) there  \(Human.bytes(sent)) of \(Human.bytes(size))\(rate)"
    }
}
