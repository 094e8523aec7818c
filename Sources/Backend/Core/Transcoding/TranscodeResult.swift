import MediaTypes

public struct TranscodeResult: Hashable, Sendable {
    /// Samples per channel that the MP3 decodes to.
    public var samples: Int64
    /// Hz.
    public var sampleRate: Int
    public var channels: Int
    /// Bytes of the output.
    public var size: Int64
    /// kbit/s.
    public var bitRate: Int
    public var encoding: Encoding
    /// The tags that were written; the name template reads them.
    public var tags: [String: String]

    public init(
        samples: Int64, sampleRate: Int, channels: Int, size: Int64, bitRate: Int, encoding: Encoding,
        tags: [String: String] = [:]
    ) {
        self.samples = samples
        self.sampleRate = sampleRate
        self.channels = channels
        self.size = size
        self.bitRate = bitRate
        self.encoding = encoding
        self.tags = tags
    }

    /// Milliseconds, rounded down.
    public var duration: Int64 { sampleRate > 0 ? samples * 1000 / Int64(sampleRate) : 0 }
}
