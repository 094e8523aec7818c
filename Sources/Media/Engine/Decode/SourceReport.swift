/// What came out of a track, for the verdict and the warnings.
struct SourceReport {
    /// Samples per channel decoded, at each frame's own rate.
    var samples: Int64 = 0
    /// Samples per channel handed over, at the output's rate.
    var kept: Int64 = 0
    /// Gaps that were filled, and their samples at the source's rate.
    var gaps = 0
    var silence: Int64 = 0
    /// Samples at the source's rate that are missing between frames, too few at a time to be gaps.
    var shortfall: Int64 = 0
    /// Jumps of the clock that were not filled.
    var jumps = 0
    /// Times that rate or layout became another than the first.
    var changes = 0
    /// True when the track was read to its end.
    var isWhole = false
    /// First and last position on the container's time line, in samples at the source's rate.
    var start: Int64?
    var end: Int64?
    var decoding = DecodeSummary()

    var lastChange: PCMConfiguration?
}
