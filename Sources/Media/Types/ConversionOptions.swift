/// What a person may choose for one conversion. Absent fields keep the source's own or Spool's default.
public struct ConversionOptions: Codable, Hashable, Sendable {
    public enum ChannelMode: String, Codable, CaseIterable, Sendable {
        /// Mono stays mono, everything else becomes joint stereo.
        case keep
        case mono
        /// Left/right coding without mid/side.
        case stereo
    }

    public enum PartialPolicy: String, Codable, CaseIterable, Sendable {
        /// A source that ends early is `failed: truncated`.
        case fail
        /// What is there is kept and the job is done with a warning.
        case keep
    }

    public var encoding: Encoding = .standard
    /// Output sample rate in Hz; nil keeps the source's or takes the nearest that MP3 has.
    public var sampleRate: Int?
    public var channels: ChannelMode = .keep
    /// LAME's `-q` 0…9; nil is LAME's default for the mode.
    public var quality: Int?
    /// See `TrackRule` for the grammar; nil is the standard rule.
    public var track: String?
    /// Where to start and stop in the source, milliseconds; nil is the edge of the track.
    public var trimStart: Int64?
    public var trimEnd: Int64?
    /// See `NameTemplate`; nil is `{stem}`.
    public var nameTemplate: String?
    public var partial: PartialPolicy = .fail
    /// 4 (default) or 3: the minor version of ID3v2 that is written.
    public var id3Version: Int = 4
    /// ID3 text fields that replace the container's, keyed by `title`, `artist`, `album`, …; empty removes.
    public var tags: [String: String] = [:]

    public init() {}
}

extension ConversionOptions {
    private enum CodingKeys: String, CodingKey {
        case encoding, sampleRate, channels, quality, track, trimStart, trimEnd, nameTemplate, partial, id3Version, tags
    }

    /// Every field may be absent, so that clients send only what they change.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        encoding = try fields.decodeIfPresent(Encoding.self, forKey: .encoding) ?? encoding
        sampleRate = try fields.decodeIfPresent(Int.self, forKey: .sampleRate)
        channels = try fields.decodeIfPresent(ChannelMode.self, forKey: .channels) ?? channels
        quality = try fields.decodeIfPresent(Int.self, forKey: .quality)
        track = try fields.decodeIfPresent(String.self, forKey: .track)
        trimStart = try fields.decodeIfPresent(Int64.self, forKey: .trimStart)
        trimEnd = try fields.decodeIfPresent(Int64.self, forKey: .trimEnd)
        nameTemplate = try fields.decodeIfPresent(String.self, forKey: .nameTemplate)
        partial = try fields.decodeIfPresent(PartialPolicy.self, forKey: .partial) ?? partial
        id3Version = try fields.decodeIfPresent(Int.self, forKey: .id3Version) ?? id3Version
        tags = try fields.decodeIfPresent([String: String].self, forKey: .tags) ?? tags
    }
}
