import MediaTypes

/// A strict check of audio frames in order: consistent headers, sane side info, and a bit reservoir in which
/// every frame's main data lies complete, after its predecessor's and before its own frame's end.
struct FrameWalker {
    private let first: MP3FrameHeader
    /// Bytes from the end of the last frame's main data to the end of its payload: what the next may reach back to.
    private var reservoir = 0
    private(set) var frames = 0
    /// Bytes of the frames.
    private(set) var bytes: Int64 = 0
    /// kbit/s of the slowest and the fastest frame.
    private(set) var bitRates: ClosedRange<Int>

    /// `first` is the header that all frames must agree with.
    init(first: MP3FrameHeader) {
        self.first = first
        bitRates = first.bitRate...first.bitRate
    }

    /// Checks one whole frame: `header.frameSize` bytes at `frame`.
    mutating func check(_ frame: UnsafePointer<UInt8>, _ header: MP3FrameHeader) throws(MediaFailure) {
        guard header.fixedPart == first.fixedPart else { throw damage("has another format") }
        let info = MP3SideInfo(
            frame + header.headSize - header.sideInfoSize, version: header.version, channels: header.channels)
        guard info.largestBigValues <= 288 else { throw damage("has impossible side info") }
        guard info.mainDataBegin <= reservoir else { throw damage("needs data before the reservoir") }
        let free = header.frameSize - header.headSize + info.mainDataBegin - info.mainDataBytes
        guard free >= 0 else { throw damage("has more data than it holds") }
        reservoir = free
        bitRates =
            frames == 0
            ? header.bitRate...header.bitRate
            : min(bitRates.lowerBound, header.bitRate)...max(bitRates.upperBound, header.bitRate)
        frames += 1
        bytes += Int64(header.frameSize)
    }

    private func damage(_ what: String) -> MediaFailure {
        MediaFailure(.verificationFailed, "frame \(frames) of the MP3 \(what)")
    }
}
