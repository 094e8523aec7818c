/// How neighbours are joined. The defaults were measured (docs/ENGINE.md).
struct SpliceRules: Equatable {
    /// Equal frames before the cut, if they hold something. At constant and average rates LAME smooths the perceptual
    /// entropy over the last 19 frames.
    var equalFrames: Int
    /// How many silent frames prove as much as one that holds something. In silence encoders put out the same
    /// whatever their state is; LAME's threshold in quiet takes about a hundred frames to settle.
    var silentFrames: Int
    /// Frames after the boundary at which the search starts.
    var warmUp: Int
    /// Frames by which the left is extended at a time, and in all.
    var step = 4
    var longestExtension = 512
    /// Frames that a relaxed join may lie before the end of the search.
    var relaxedWindow = 64
    /// Frames that are fed beyond the one that is needed: the encoder looks ahead.
    var lookahead = 4
    /// Frames that are encoded twice at most joins, as measured.
    var usualOverlap: Int { warmUp + lookahead + step }
    /// Constant bit rate: reservoirs must be equal too.
    var isConstant: Bool

    init(format: MP3Format) {
        isConstant = format.isConstant
        (equalFrames, silentFrames, warmUp) = if case .vbr = format.encoding { (12, 10, 16) } else { (20, 6, 48) }
        if format.version != .mpeg1 {
            // frames of one granule: the encoder's memory is twice as many of them
            warmUp *= 2
            equalFrames *= 2
        }
    }
}
