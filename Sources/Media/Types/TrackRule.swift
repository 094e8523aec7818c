/// Which audio track of a file a person wants.
///
///     rule        = clause { ";" clause }
///     clause      = alternatives | "never" kind { "," kind }
///     alternatives= condition { "," [ "else" ] condition } [ "," "else" "fail" ]
///     condition   = term { "and" term }
///     term        = language | number | "default" | "commentary" | "description" | "any"
///                 | "title:" text | "codec:" name | "channels:" number
///     kind        = "commentary" | "description"
///
/// Alternatives are tried from left to right; among the tracks that meet one, the standard order decides.
/// When none is met, the standard rule takes over, unless the rule ends in `else fail`. Languages are ISO 639
/// codes of two or three letters, in any of their forms (`de`, `deu`, `ger`). Numbers count a file's audio tracks
/// from 1. Letter case does not matter.
///
///     jpn, else eng; never commentary
///     title:director, else 2
///     eng and channels:2
public struct TrackRule: Hashable, Sendable {
    public enum Term: Hashable, Sendable {
        /// The canonical form of a language code, see `LanguageCode`.
        case language(String)
        /// Counts audio tracks from 1.
        case number(Int)
        /// The title contains this text, given in lower case.
        case title(String)
        case codec(String)
        case channels(Int)
        case isDefault
        case commentary
        case description
        case any
    }

    /// Met by a track that meets every term.
    public struct Condition: Hashable, Sendable {
        public var terms: [Term]
        /// As the person wrote it.
        public var text: String
    }

    public enum Kind: String, Hashable, Sendable {
        case commentary
        case description
    }

    /// In the order in which they are tried.
    public var alternatives: [Condition] = []
    public var never: Set<Kind> = []
    /// True when no track at all is better than one that meets no alternative.
    public var failsOtherwise = false

    /// Default flag, then at most two channels and of those the most, then the first; commentary and description last.
    public static let standard = TrackRule()

    private init() {}

    /// - Throws: `TrackRuleError` whose message names the part that was not understood.
    public init(_ text: String) throws(TrackRuleError) {
        var parser = TrackRuleParser()
        try parser.parse(text)
        self.init()
        alternatives = parser.alternatives
        never = parser.never
        failsOtherwise = parser.failsOtherwise
    }
}

/// A track rule that was not understood, with a sentence for people.
public struct TrackRuleError: Error, Hashable, Sendable {
    public var message: String
}
