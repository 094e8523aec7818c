extension NameTemplate {
    /// What the fields of a template stand for.
    public struct Values: Hashable, Sendable {
        /// The source's name or path.
        public var source: RawName
        /// By the names of `MediaInfo.tags`.
        public var tags: [String: String]
        /// The chapter that this MP3 holds, when the source is split.
        public var chapter: String?
        /// The track's language, ISO 639-2.
        public var language: String?

        public init(source: RawName, tags: [String: String] = [:], chapter: String? = nil, language: String? = nil) {
            self.source = source
            self.tags = tags
            self.chapter = chapter
            self.language = language
        }

        /// The bytes of `field`; nil when there is no value or only white space.
        func value(of field: Field) -> [UInt8]? {
            let text: String? =
                switch field {
                case .stem: nil
                case .ext: source.fileExtension
                case .chapter: chapter
                case .language: language
                case .year: tags["date"].flatMap(Self.year)
                case .title, .artist, .album, .composer, .genre, .track, .disc, .date, .albumArtist:
                    tags[field.rawValue]
                }
            let bytes = field == .stem ? source.stem.bytes : Array((text ?? "").utf8)
            return bytes.allSatisfy { $0 <= UInt8(ascii: " ") } ? nil : bytes
        }

        func first(of alternatives: [Alternative]) -> [UInt8]? {
            for alternative in alternatives {
                switch alternative {
                case .text(let text): return Array(text.utf8)
                case .field(let field):
                    if let value = value(of: field) { return value }
                }
            }
            return nil
        }

        private static func year(_ date: String) -> String? {
            let digits = date.prefix(4)
            return digits.count == 4 && digits.allSatisfy(\.isASCIIDigit) ? String(digits) : nil
        }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
