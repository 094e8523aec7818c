/// How the segments of a stream were joined.
public struct SpliceCounts: Hashable, Sendable {
    /// Joins made.
    public var count = 0
    /// Of these, joins at which the encoders' states were not proven equal.
    public var relaxed = 0
    /// Segments that were encoded in vain.
    public var dropped = 0
    /// Frames that were encoded twice beyond the warm-up.
    public var extendedFrames = 0
}
