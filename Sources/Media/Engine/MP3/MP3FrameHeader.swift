/// The four bytes that start a layer III frame (ISO 11172-3 §2.4.1.3, 13818-3, and the MPEG-2.5 extension).
public struct MP3FrameHeader: Hashable, Sendable {
    public enum Mode: UInt8, Sendable {
        case stereo = 0
        case jointStereo, dualChannel, mono
    }

    /// The bytes in big-endian order.
    public let bits: UInt32

    /// Nil unless the bits are a legal layer III header with a bit rate of the table.
    public init?(bits: UInt32) {
        guard bits >> 21 == 0x7FF, bits >> 17 & 3 == 1 else { return nil }
        guard bits >> 19 & 3 != 1, 1...14 ~= bits >> 12 & 15, bits >> 10 & 3 != 3, bits & 3 != 2 else { return nil }
        self.bits = bits
    }

    /// `bytes` must hold at least four.
    public init?(_ bytes: UnsafePointer<UInt8>) {
        self.init(bits: UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3]))
    }

    public var version: MPEGVersion {
        switch bits >> 19 & 3 {
        case 3: .mpeg1
        case 2: .mpeg2
        default: .mpeg25
        }
    }

    public var hasCRC: Bool { bits >> 16 & 1 == 0 }
    /// kbit/s.
    public var bitRate: Int { version.bitRate(index: Int(bits >> 12 & 15)) }
    /// Hz.
    public var sampleRate: Int { version.sampleRate(index: Int(bits >> 10 & 3)) }
    public var isPadded: Bool { bits >> 9 & 1 == 1 }
    public var mode: Mode { Mode(rawValue: UInt8(bits >> 6 & 3)) ?? .stereo }
    public var channels: Int { bits >> 6 & 3 == 3 ? 1 : 2 }
    public var sideInfoSize: Int { version.sideInfoSize(channels: channels) }
    /// Bytes before the main data: header, CRC if any, side info.
    public var headSize: Int { 4 + (hasCRC ? 2 : 0) + sideInfoSize }
    /// Bytes of the whole frame.
    public var frameSize: Int { version.frameSize(bitRate: bitRate, sampleRate: sampleRate, padded: isPadded) }

    /// What may not change within a stream: version, layer, rate and the number of channels.
    public var fixedPart: UInt32 { bits & 0xFFFE_0C00 | (channels == 1 ? 1 : 0) }
}
