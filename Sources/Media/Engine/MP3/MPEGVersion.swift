/// The three generations of MPEG audio layer III; they differ in rates, frame length and side info.
public enum MPEGVersion: Int, Sendable, CaseIterable {
    case mpeg25 = 0
    case mpeg2 = 2
    case mpeg1 = 3

    /// The version that has `sampleRate`; nil when layer III lacks the rate.
    public init?(sampleRate: Int) {
        guard let version = Self.allCases.first(where: { $0.sampleRates.contains(sampleRate) }) else { return nil }
        self = version
    }

    /// Hz, in the order of the header's rate index.
    public var sampleRates: [Int] { (0...2).map(sampleRate(index:)) }

    /// kbit/s, in the order of the header's bit rate index from 1 on.
    public var bitRates: [Int] { (1...14).map(bitRate(index:)) }

    /// kbit/s that the encoder offers: LAME uses at most 64 for MPEG-2.5.
    var encoderBitRates: [Int] { bitRates.filter { self != .mpeg25 || $0 <= 64 } }

    public var granules: Int { self == .mpeg1 ? 2 : 1 }
    public var samplesPerFrame: Int { granules * 576 }

    /// The largest `main_data_begin`: how far back, in bytes, a frame's data may start.
    public var reservoirLimit: Int { self == .mpeg1 ? 511 : 255 }

    /// Bytes of side info.
    public func sideInfoSize(channels: Int) -> Int {
        self == .mpeg1 ? (channels == 1 ? 17 : 32) : (channels == 1 ? 9 : 17)
    }

    /// Bytes of a frame, header included. `bitRate` in kbit/s.
    public func frameSize(bitRate: Int, sampleRate: Int, padded: Bool = false) -> Int {
        granules * 72_000 * bitRate / sampleRate + (padded ? 1 : 0)
    }
}

// Functions of an index rather than arrays: the frame parser asks for each frame.
extension MPEGVersion {
    private static let rates1: InlineArray<16, Int> = [
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0,
    ]
    private static let rates2: InlineArray<16, Int> = [
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0,
    ]

    /// kbit/s for the header's index 0…15; 0 for free format and the forbidden index.
    func bitRate(index: Int) -> Int { self == .mpeg1 ? Self.rates1[index] : Self.rates2[index] }

    /// Hz for the header's index 0…2.
    func sampleRate(index: Int) -> Int {
        let base = index == 0 ? 44100 : index == 1 ? 48000 : 32000
        return self == .mpeg1 ? base : self == .mpeg2 ? base / 2 : base / 4
    }
}
