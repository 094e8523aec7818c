/// What a finished MP3 is.
public struct MP3Summary: Hashable, Sendable {
    /// Samples a channel that decoders return.
    public var samples: Int64
    /// Audio frames, the Info frame not counted.
    public var frames: Int
    /// Bytes of the file, tags included.
    public var bytes: Int64
    /// kbit/s over the audio frames, rounded.
    public var bitRate: Int
    /// How the parts that were encoded in parallel were joined.
    public var joins: SpliceCounts
}
