/// One audio track of a container.
public struct AudioTrack: Codable, Hashable, Sendable {
    /// Stream index in the container.
    public var stream: Int
    /// FFmpeg's codec name, e.g. `aac`, `ac3`, `opus`.
    public var codec: String
    /// Hz; 0 when the header does not say.
    public var sampleRate: Int
    /// 0 when the header does not say.
    public var channels: Int
    /// FFmpeg's layout name, e.g. `stereo`, `5.1(side)`.
    public var layout: String
    /// bit/s; nil when unknown.
    public var bitRate: Int?
    /// Milliseconds; nil when unknown or absurd.
    public var duration: Int64?
    /// ISO 639-2 as the container says, lower case; nil when absent or `und`.
    public var language: String?
    public var title: String?
    public var isDefault: Bool
    public var isCommentary: Bool
    /// For the visually impaired: an audio description.
    public var isDescription: Bool
    /// False when this build has no decoder for it.
    public var isDecodable: Bool
    public var isProtected: Bool

    public init(
        stream: Int, codec: String, sampleRate: Int, channels: Int, layout: String = "", bitRate: Int? = nil,
        duration: Int64? = nil, language: String? = nil, title: String? = nil, isDefault: Bool = false,
        isCommentary: Bool = false, isDescription: Bool = false, isDecodable: Bool = true, isProtected: Bool = false
    ) {
        self.stream = stream
        self.codec = codec
        self.sampleRate = sampleRate
        self.channels = channels
        self.layout = layout
        self.bitRate = bitRate
        self.duration = duration
        self.language = language
        self.title = title
        self.isDefault = isDefault
        self.isCommentary = isCommentary
        self.isDescription = isDescription
        self.isDecodable = isDecodable
        self.isProtected = isProtected
    }
}
