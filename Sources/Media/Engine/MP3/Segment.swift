import MediaTypes

/// One encoder at work on its part of the stream.
final class Segment: @unchecked Sendable {  // owned by one thread at a time; handed over through the schedule's lock
    let index: Int
    var frames: SegmentFrames
    /// The number of the next sample to feed, counted from the start of the stream.
    private(set) var position: Int
    private let encoder: LAMEEncoder

    /// - Parameters:
    ///   - start: The first frame.
    ///   - encoder: A fresh one.
    init(index: Int, start: Int, format: MP3Format, encoder: LAMEEncoder) {
        self.index = index
        position = start * format.samplesPerFrame
        frames = SegmentFrames(start: start, format: format)
        self.encoder = encoder
    }

    /// Encodes `block`, whose first sample is `blockStart`, from `position` to at most sample `end`.
    ///
    /// - Returns: False when the block holds nothing beyond `position`.
    func encode(_ block: PCMBlock, from blockStart: Int, to end: Int) throws(MediaFailure) -> Bool {
        let offset = position - blockStart
        let count = min(block.count - offset, end - position)
        guard count > 0 else { return false }
        try encoder.encode(left: block.left + offset, right: block.right + offset, count: count, into: &frames.stream)
        position += count
        return true
    }

    func flush() throws(MediaFailure) { try encoder.flush(into: &frames.stream) }
}
