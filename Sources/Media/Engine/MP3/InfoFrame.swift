import MediaTypes

/// The first frame: an empty one that carries the Xing or Info header and the LAME tag.
///
/// It counts in `bytes` and in the table of contents, not in `frames`; decoders skip it.
struct InfoFrame {
    /// Samples that LAME's filter bank delays.
    static let encoderDelay = 576
    /// What the analysis and synthesis filter banks of every decoder add.
    static let decoderDelay = 529
    private static let tagSize = 8 + 4 + 4 + 100 + 4 + 36

    var format: MP3Format
    var properties: LAMEProperties
    /// Audio frames after this one.
    var frames = 0
    /// Bytes of this frame and all that follow.
    var bytes: Int64 = 0
    /// Samples a channel that a decoder is to return.
    var samples: Int64 = 0
    /// Samples before them, the decoder's own delay not counted.
    var delay = Self.encoderDelay
    var contents = [UInt8](repeating: 0, count: 100)
    var musicCRC: UInt16 = 0
    /// kbit/s of this very frame; nil goes by the stream's.
    var ownBitRate: Int?
    /// Nine characters: who made the frames, as far as it is known.
    var encoder = "LAME3.100"

    init(format: MP3Format, properties: LAMEProperties) {
        self.format = format
        self.properties = properties
    }

    /// Samples at the end that are not the source's.
    var padding: Int { Int(Int64(frames) * Int64(format.samplesPerFrame) - samples) - delay }

    /// kbit/s: the stream's own (128, 64 or 32 when it varies, as is usual), or the least above it that holds the tag.
    private var bitRate: Int {
        let usual = format.version == .mpeg1 ? 128 : format.version == .mpeg2 ? 64 : 32
        let first =
            if let ownBitRate { ownBitRate } else if case .cbr(let rate) = format.encoding { rate } else { usual }
        let fitting = format.version.bitRates.first {
            $0 >= first
                && format.version.frameSize(bitRate: $0, sampleRate: format.sampleRate) >= format.headSize
                    + Self.tagSize
        }
        return fitting ?? first
    }

    var size: Int { format.version.frameSize(bitRate: bitRate, sampleRate: format.sampleRate) }

    private var header: UInt32 {
        let rate = format.version.bitRates.firstIndex(of: bitRate).map { $0 + 1 } ?? 0
        let frequency = format.version.sampleRates.firstIndex(of: format.sampleRate) ?? 0
        // for joint stereo mid/side is on, as in LAME's own tag
        let mode: UInt32 = format.channelMode == .mono ? 0xC0 : format.channelMode == .stereo ? 0 : 0x60
        return 0xFFE3_0004 | UInt32(format.version.rawValue) << 19 | UInt32(rate) << 12 | UInt32(frequency) << 10 | mode
    }

    /// The frame's bytes: `size` of them.
    func render() -> [UInt8] {
        var frame: [UInt8] = []
        frame.reserveCapacity(size)
        frame.append(bigEndian: header)
        frame.append(contentsOf: repeatElement(0, count: format.headSize - 4))
        frame.append(contentsOf: (format.isConstant ? "Info" : "Xing").utf8)
        frame.append(bigEndian: UInt32(0x0F))  // frames, bytes, contents and quality follow
        frame.append(bigEndian: UInt32(clamping: frames))
        frame.append(bigEndian: UInt32(clamping: bytes))
        frame.append(contentsOf: contents)
        frame.append(bigEndian: UInt32(clamping: 100 - 10 * variableQuality - properties.quality))
        appendTag(to: &frame)
        frame.append(bigEndian: CRC16.of(frame))
        frame.append(contentsOf: repeatElement(0, count: max(0, size - frame.count)))
        return frame
    }

    private func appendTag(to frame: inout [UInt8]) {
        frame.append(contentsOf: encoder.utf8)
        frame.append(method)
        frame.append(UInt8(clamping: (properties.lowpass + 50) / 100))
        frame.append(contentsOf: repeatElement(0, count: 8))  // peak and the two gains: not measured
        let usesNaokisModel: UInt8 = 1
        frame.append(
            UInt8(clamping: properties.athType) & 15 | usesNaokisModel << 4 | (properties.usesSafeJoint ? 1 << 5 : 0))
        frame.append(UInt8(clamping: nominalRate))
        let delays = UInt32(delay) << 12 | UInt32(clamping: min(padding, 4095))
        frame.append(contentsOf: [UInt8(delays >> 16), UInt8(delays >> 8 & 255), UInt8(delays & 255)])
        let rateClass: UInt8 = format.sampleRate <= 32000 ? 0 : format.sampleRate == 44100 ? 1 : 2
        let noiseShaping: UInt8 = 1
        frame.append(noiseShaping | stereoMode << 2 | rateClass << 6)
        frame.append(0)  // MP3Gain
        frame.append(bigEndian: UInt16(preset))
        frame.append(bigEndian: UInt32(clamping: bytes))
        frame.append(bigEndian: musicCRC)
    }
}

extension InfoFrame {
    private var variableQuality: Int { if case .vbr(let level) = format.encoding { level } else { 4 } }

    /// The tag's "VBR method": 1 constant, 2 average, 4 LAME's newer variable one.
    private var method: UInt8 {
        switch format.encoding {
        case .cbr: 1
        case .abr: 2
        case .vbr: 4
        }
    }

    /// kbit/s: the rate or average, or the least of a variable rate.
    private var nominalRate: Int {
        switch format.encoding {
        case .cbr(let rate), .abr(let rate): rate
        case .vbr: format.version.bitRates.first ?? 0
        }
    }

    private var preset: Int {
        switch format.encoding {
        case .cbr(let rate), .abr(let rate): rate
        case .vbr(let level): 500 - 10 * level
        }
    }

    private var stereoMode: UInt8 {
        switch format.channelMode {
        case .mono: 0
        case .stereo: 1
        case .jointStereo: 3
        }
    }
}

extension [UInt8] {
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
