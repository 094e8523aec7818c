import MediaTypes

/// The frames that one encoder made of its part of the stream, addressed by their number in the whole stream.
struct SegmentFrames {
    /// Number of the encoder's first frame.
    let start: Int
    var stream: FrameStream
    /// The first frame that goes to the output; those before are warm-up.
    private(set) var firstFrame: Int
    /// Where `firstFrame`'s main data starts in the payload.
    private var payloadStart = 0

    init(start: Int, format: MP3Format) {
        self.start = start
        firstFrame = start
        stream = FrameStream(format: format)
    }

    func hasHead(_ frame: Int) -> Bool { frame >= start && frame - start < stream.frames.count }

    /// True when all of the frame's main data is here.
    func isComplete(_ frame: Int) -> Bool { frame >= start && frame - start < stream.completeFrames }

    func isEqual(to other: borrowing SegmentFrames, at frame: Int, withReservoir: Bool) -> Bool {
        stream.hasFrame(frame - start, equalTo: frame - other.start, of: other.stream, withReservoir: withReservoir)
    }

    func endsLike(_ other: borrowing SegmentFrames, at frame: Int) -> Bool {
        stream.endsLike(frame - start, frame - other.start, of: other.stream)
    }

    /// True when the frame holds next to nothing: up to two bytes a granule and channel.
    func isSilent(_ frame: Int) -> Bool {
        stream.frames[frame - start].mainDataBits <= 16 * stream.version.granules * stream.channels
    }

    func mainDataBegin(_ frame: Int) -> Int { Int(stream.frames[frame - start].mainDataBegin) }

    /// Bytes between the end of the main data of the frame before `frame` and that frame's own payload.
    func room(before frame: Int) -> Int {
        stream.payloadEnd(frame - 1 - start) - stream.frames[frame - 1 - start].mainDataEnd
    }

    /// Sends the frames before `frame` to the output and fills up to where `next`, which goes on with `frame`,
    /// expects its main data to start.
    mutating func cut(at frame: Int, next: inout SegmentFrames, into assembler: inout FrameAssembler) {
        let end = stream.frames[frame - 1 - start].mainDataEnd
        let filler = room(before: frame) - next.mainDataBegin(frame)
        assembler.append(heads: heads(upTo: frame), sizes: stream.frames[firstFrame - start..<frame - start])
        assembler.append(payload: stream.payload[payloadStart..<end])
        assembler.append(zeros: filler)
        next.firstFrame = frame
        next.payloadStart = next.stream.frames[frame - next.start].mainDataStart
    }

    /// Sends all that is left to the output.
    mutating func finish(into assembler: inout FrameAssembler) {
        let end = start + stream.frames.count
        assembler.append(heads: heads(upTo: end), sizes: stream.frames[firstFrame - start..<end - start])
        assembler.append(payload: stream.payload[payloadStart...])
    }

    private func heads(upTo frame: Int) -> ArraySlice<UInt8> {
        stream.heads[(firstFrame - start) * stream.headSize..<(frame - start) * stream.headSize]
    }
}
