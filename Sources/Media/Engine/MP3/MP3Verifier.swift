import MediaTypes

/// Reads a finished MP3 back and checks everything that can be checked without decoding: frames, reservoir,
/// counts, checksums, table of contents, and the length that decoders will return.
public struct MP3Verifier {
    /// What the file was found to be.
    public struct Report: Hashable, Sendable {
        public var sampleRate: Int
        public var channels: Int
        /// Audio frames, the Info frame not counted.
        public var frames: Int
        /// Samples a channel that decoders return.
        public var samples: Int64
        /// Bytes of the file.
        public var bytes: Int64
        /// kbit/s of the slowest and the fastest frame.
        public var bitRates: ClosedRange<Int>
    }

    /// Verifies the MP3 on `descriptor`, which must be readable and seekable and hold nothing but it.
    ///
    /// - Parameter expectedSamples: Samples a channel that the MP3 must decode to; nil checks the rest only.
    /// - Throws: `verification_failed` with what is wrong; `destination_unwritable` when reading fails.
    public static func verify(descriptor: Int32, expectedSamples: Int64?) throws(MediaFailure) -> Report {
        var reader = FrameReader(descriptor: descriptor, position: 0)
        try skipTag(&reader)
        let start = reader.offset
        guard let (first, info) = try readInfo(&reader) else { throw failure("does not start with an Info frame") }
        guard info.isIntact else { throw failure("has a damaged LAME tag") }

        var walker = FrameWalker(first: first)
        var seekTable = SeekTable()
        var crc = CRC16()
        while let header = try nextHeader(&reader) {
            let bytes = try reader.peek(header.frameSize)
            guard bytes.count >= header.frameSize, let base = bytes.baseAddress else {
                throw failure("ends within a frame")
            }
            seekTable.add(offset: reader.offset - start)
            crc.update(UnsafeRawBufferPointer(start: base, count: header.frameSize))
            try walker.check(base, header)
            reader.skip(header.frameSize)
        }
        let size = reader.offset
        try check(info, frames: walker.frames, bytes: size - start, crc: crc.value, seekTable: seekTable)
        guard !info.isConstant || walker.bitRates.lowerBound == walker.bitRates.upperBound else {
            throw failure("says that its bit rate is constant, which it is not")
        }
        guard info.padding >= InfoFrame.decoderDelay else { throw failure("ends before the decoder has put out all") }

        let decoded = Int64(walker.frames) * Int64(first.version.samplesPerFrame) - Int64(info.delay + info.padding)
        guard decoded == expectedSamples ?? decoded, decoded >= 0 else {
            throw failure("decodes to \(decoded) samples instead of \(expectedSamples ?? 0)")
        }
        return Report(
            sampleRate: first.sampleRate, channels: first.channels, frames: walker.frames, samples: decoded,
            bytes: size,
            bitRates: walker.bitRates)
    }

    private static func failure(_ what: String) -> MediaFailure {
        MediaFailure(.verificationFailed, "the MP3 \(what)")
    }

    private static func skipTag(_ reader: inout FrameReader) throws(MediaFailure) {
        let head = try reader.peek(10)
        guard head.count >= 10, head.starts(with: "ID3".utf8) else { return }
        var left = head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) } + 10
        while left > 0 {
            let part = min(try reader.peek(min(left, 64 << 10)).count, left)
            if part == 0 { throw failure("ends within its ID3 tag") }
            reader.skip(part)
            left -= part
        }
    }

    private static func readInfo(_ reader: inout FrameReader) throws(MediaFailure) -> (MP3FrameHeader, InfoHeader)? {
        guard let header = try nextHeader(&reader) else { return nil }
        let bytes = try reader.peek(header.frameSize)
        guard bytes.count >= header.frameSize else { return nil }
        guard let info = InfoHeader(UnsafeBufferPointer(rebasing: bytes[..<header.frameSize]), header) else {
            return nil
        }
        reader.skip(header.frameSize)
        return (header, info)
    }

    /// Nil at the end of the file.
    private static func nextHeader(_ reader: inout FrameReader) throws(MediaFailure) -> MP3FrameHeader? {
        let bytes = try reader.peek(4)
        if bytes.isEmpty { return nil }
        guard bytes.count >= 4, let base = bytes.baseAddress, let header = MP3FrameHeader(base) else {
            throw failure("loses sync at byte \(reader.offset)")
        }
        guard header.frameSize >= header.headSize else { throw failure("has a frame without room for its side info") }
        return header
    }

    private static func check(
        _ info: InfoHeader, frames: Int, bytes: Int64, crc: UInt16, seekTable: SeekTable
    ) throws(MediaFailure) {
        guard info.frames == frames else { throw failure("has \(frames) frames but declares \(info.frames)") }
        guard info.bytes == min(bytes, Int64(UInt32.max)), info.musicLength == info.bytes else {
            throw failure("has \(bytes) bytes of audio but declares \(info.bytes)")
        }
        guard info.musicCRC == crc else { throw failure("fails its checksum") }
        // a step either way: rounding, and the thinning of long tables
        let differs = zip(info.contents, seekTable.contents(bytes: bytes)).contains { abs(Int($0) - Int($1)) > 1 }
        guard !differs else { throw failure("has a wrong table of contents") }
    }
}
