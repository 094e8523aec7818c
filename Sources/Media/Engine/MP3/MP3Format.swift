import MediaTypes

/// What an MP3 stream is made as. Always legal: the rate belongs to layer III and the bit rate to the rate.
public struct MP3Format: Hashable, Sendable {
    public enum ChannelMode: Hashable, Sendable {
        case mono
        /// Left/right coding only.
        case stereo
        case jointStereo
    }

    /// Hz.
    public let sampleRate: Int
    public let version: MPEGVersion
    public let encoding: Encoding
    public let channelMode: ChannelMode
    /// LAME's `-q` 0…9; nil is LAME's default for the encoding.
    public let quality: Int?

    public var channels: Int { channelMode == .mono ? 1 : 2 }
    public var samplesPerFrame: Int { version.samplesPerFrame }
    /// Bytes before a frame's payload; LAME writes no frame CRC.
    var headSize: Int { 4 + version.sideInfoSize(channels: channels) }

    /// Bytes of a block of PCM.
    var blockSize: Int { SegmentPlan.block * samplesPerFrame * channels * MemoryLayout<Float>.stride }

    var isConstant: Bool {
        if case .cbr = encoding { true } else { false }
    }

    /// Nil when layer III lacks the rate, the encoder lacks the bit rate at it, or `quality` is not in 0…9.
    public init?(sampleRate: Int, encoding: Encoding, channelMode: ChannelMode, quality: Int? = nil) {
        guard let version = MPEGVersion(sampleRate: sampleRate), quality.map((0...9).contains) ?? true else {
            return nil
        }
        switch encoding {
        case .vbr(let level): guard (0...9).contains(level) else { return nil }
        case .cbr(let rate): guard version.encoderBitRates.contains(rate) else { return nil }
        case .abr(let rate): guard version.averageBitRates.contains(rate) else { return nil }
        }
        self.sampleRate = sampleRate
        self.version = version
        self.encoding = encoding
        self.channelMode = channelMode
        self.quality = quality
    }
}

extension MPEGVersion {
    /// kbit/s that an average may be set to.
    var averageBitRates: ClosedRange<Int> {
        let rates = encoderBitRates
        return (rates.first ?? 8)...min(rates.last ?? 64, 310)
    }
}
