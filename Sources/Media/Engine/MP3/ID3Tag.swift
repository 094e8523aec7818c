import MediaTypes

/// An ID3v2 tag as a value. What cannot be written is left out by `render`; `limited` says so.
public struct ID3Tag: Hashable, Sendable {
    public enum Version: Int, Sendable {
        /// UTF-16 text, `TYER` and `TDAT`.
        case v23 = 3
        /// UTF-8 text, `TDRC`.
        case v24 = 4
    }

    public struct Comment: Hashable, Sendable {
        /// ISO 639-2; `XXX` when unknown.
        public var language: String
        public var description: String
        public var text: String

        public init(language: String = "XXX", description: String = "", text: String) {
            self.language = language
            self.description = description
            self.text = text
        }
    }

    public var version: Version
    /// Text frames by identifier (`TIT2`, `TPE1`, …). Dates are `TDRC` (`yyyy`, `yyyy-MM-dd`, …) in both versions.
    public var texts: [String: String] = [:]
    /// `TXXX` frames by description.
    public var userTexts: [String: String] = [:]
    public var comments: [Comment] = []
    /// The front cover's file; its type is recognised by its first bytes.
    public var cover: [UInt8]?
    public var chapters: [MediaInfo.Chapter] = []
    /// `TLEN`.
    public var milliseconds: Int64?

    public init(version: Version = .v24) { self.version = version }
}
