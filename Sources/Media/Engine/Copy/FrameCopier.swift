import CFFmpeg
import MediaTypes

/// Writes the frames of an MP3 track as they are behind an Info frame of its own, and checks each on the way.
struct FrameCopier {
    private let file: MP3File
    private var first: MP3FrameHeader?
    private var walker: FrameWalker?
    private(set) var info: InfoFrame?
    /// Samples that decoders are to leave out at the start and at the end, their own delay counted in.
    private var skip = 0
    private var discard = 0

    /// Frames copied.
    private(set) var frames = 0

    init(file: MP3File) { self.file = file }

    /// Samples a channel that decoders return.
    var samples: Int64 {
        guard let first else { return 0 }
        return Int64(frames) * Int64(first.version.samplesPerFrame) - Int64(skip) - Int64(discard)
    }

    var samplesPerFrame: Int { first?.version.samplesPerFrame ?? 0 }

    /// Writes a packet's frames. Returns false when it is not a run of whole frames that fit those before.
    ///
    /// - Parameter margins: what the container leaves out of the packet's sound, at its start and its end.
    mutating func take(
        _ packet: UnsafeBufferPointer<UInt8>, margins: (start: Int, end: Int)
    ) throws(MediaFailure) -> Bool {
        guard margins.start == 0 || frames == 0 else { return false }
        discard += margins.end
        var rest = packet
        while rest.count >= 4, let base = rest.baseAddress, let header = MP3FrameHeader(base) {
            guard header.frameSize <= rest.count, header.frameSize >= header.headSize else { return false }
            if first == nil {
                skip = margins.start
                guard try begin(with: header) else { return false }
            }
            guard try write(UnsafeBufferPointer(rebasing: rest[..<header.frameSize]), header) else { return false }
            frames += 1
            rest = UnsafeBufferPointer(rebasing: rest[header.frameSize...])
        }
        return rest.isEmpty
    }

    private mutating func begin(with header: MP3FrameHeader) throws(MediaFailure) -> Bool {
        guard let format = Self.format(header, encoding: .cbr(header.bitRate)) else { return false }
        first = header
        walker = FrameWalker(first: header)
        var info = InfoFrame(format: format, properties: .unknown)
        info.ownBitRate = header.version == .mpeg1 ? 128 : header.version == .mpeg2 ? 64 : 32
        info.encoder = "Lavf\(LIBAVFORMAT_VERSION_MAJOR).\(LIBAVFORMAT_VERSION_MINOR)    ".prefix(9).description
        self.info = info
        try file.write([UInt8](repeating: 0, count: info.size))
        try file.beginMusic()
        // Decoders that heed the tag skip at least their own delay. Where nothing may be skipped, a silent frame is.
        guard skip < InfoFrame.decoderDelay else { return true }
        let bits = header.bits & ~0x0000_0200 | 0x0001_0000  // neither padded nor with a CRC
        guard let silent = MP3FrameHeader(bits: bits) else { return false }
        var frame: [UInt8] = []
        frame.append(bigEndian: bits)
        frame.append(contentsOf: repeatElement(0, count: silent.frameSize - 4))
        skip += silent.version.samplesPerFrame
        frames += 1
        return try frame.withUnsafeBufferPointer { bytes throws(MediaFailure) in try write(bytes, silent) }
    }

    private mutating func write(
        _ frame: UnsafeBufferPointer<UInt8>, _ header: MP3FrameHeader
    ) throws(MediaFailure) -> Bool {
        guard let base = frame.baseAddress, (try? walker?.check(base, header)) != nil else { return false }
        file.beginFrame()
        try file.write(UnsafeRawBufferPointer(frame))
        return true
    }

    /// The Info frame with everything known; nil when its fields cannot hold that.
    func completed() -> InfoFrame? {
        guard var info, let first, let walker, frames > 3, samples > Int64(samplesPerFrame) else { return nil }
        let seconds = Double(frames) * Double(samplesPerFrame) / Double(first.sampleRate)
        let rates = first.version.averageBitRates
        let average = min(
            max(Int((Double(walker.bytes) / seconds / 125).rounded()), rates.lowerBound), rates.upperBound)
        let isConstant = walker.bitRates.lowerBound == walker.bitRates.upperBound
        guard let format = Self.format(first, encoding: isConstant ? .cbr(first.bitRate) : .abr(average)) else {
            return nil
        }
        info.format = format
        info.frames = frames
        info.samples = samples
        info.delay = skip - InfoFrame.decoderDelay
        guard (0...4095).contains(info.delay), (InfoFrame.decoderDelay...4095).contains(info.padding) else {
            return nil
        }
        return info
    }

    private static func format(_ header: MP3FrameHeader, encoding: Encoding) -> MP3Format? {
        let mode: MP3Format.ChannelMode =
            switch header.mode {
            case .mono: .mono
            case .jointStereo: .jointStereo
            case .stereo, .dualChannel: .stereo
            }
        return MP3Format(sampleRate: header.sampleRate, encoding: encoding, channelMode: mode)
    }
}
