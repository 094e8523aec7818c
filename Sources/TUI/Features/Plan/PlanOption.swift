import MediaTypes

/// The options of a batch, as the plan's lines show and change them.
enum PlanOption: Int, CaseIterable, Sendable {
    case encoding, channels, sampleRate, track, destination, name, partial, priority

    var label: String {
        switch self {
        case .encoding: "Encoding"
        case .channels: "Channels"
        case .sampleRate: "Sample rate"
        case .track: "Track"
        case .destination: "To"
        case .name: "Name"
        case .partial: "If cut off"
        case .priority: "Priority"
        }
    }

    /// What can be typed.
    var example: String {
        switch self {
        case .encoding: "V0-V9, 192 or abr160"
        case .track: "e.g. jpn, else eng"
        case .name: "e.g. {artist} - {title}"
        case .destination: "empty: beside each file"
        case .channels, .sampleRate, .partial, .priority: ""
        }
    }

    /// Typed instead of stepped through.
    var isText: Bool { self == .track || self == .destination || self == .name }

    static let encodings: [Encoding] =
        (0...9).map { .vbr($0) } + [96, 128, 160, 192, 224, 256, 320].map { .cbr($0) }
        + [128, 160, 192].map { .abr($0) }
    static let sampleRates: [Int?] = [nil, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000]
    static let channelModes: [ConversionOptions.ChannelMode] = [.keep, .mono, .stereo]
}
