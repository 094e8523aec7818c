import MediaTypes

/// The verified MP3 of a job that is done.
public struct JobResult: Codable, Hashable, Sendable {
    /// The name it is saved under, extension included.
    public var name: RawName
    /// Where it was delivered on the server's machine; only over the Unix socket.
    public var path: RawName?
    /// Bytes.
    public var size: Int64
    /// 64 lower-case hex digits.
    public var sha256: String
    /// Milliseconds.
    public var duration: Int64
    public var sampleRate: Int
    public var channels: Int
    /// kbit/s.
    public var bitRate: Int
    public var encoding: Encoding
    /// The track that was taken and why, e.g. `track 2, aac 5.1, jpn: language jpn`.
    public var track: String
    /// False once the server has deleted the MP3 (retention, `rm`).
    public var available: Bool

    public init(
        name: RawName, path: RawName? = nil, size: Int64, sha256: String, duration: Int64, sampleRate: Int,
        channels: Int, bitRate: Int, encoding: Encoding, track: String, available: Bool = true
    ) {
        self.name = name
        self.path = path
        self.size = size
        self.sha256 = sha256
        self.duration = duration
        self.sampleRate = sampleRate
        self.channels = channels
        self.bitRate = bitRate
        self.encoding = encoding
        self.track = track
        self.available = available
    }
}
