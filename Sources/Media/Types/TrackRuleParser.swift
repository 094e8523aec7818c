/// Reads the grammar of `TrackRule`.
struct TrackRuleParser {
    private(set) var alternatives: [TrackRule.Condition] = []
    private(set) var never: Set<TrackRule.Kind> = []
    private(set) var failsOtherwise = false

    mutating func parse(_ text: String) throws(TrackRuleError) {
        for clause in text.split(separator: ";") {
            let clause = clause.trimmed
            if clause.isEmpty { continue }
            if let kinds = clause.removing(word: "never") {
                try parseNever(kinds)
            } else {
                guard alternatives.isEmpty, !failsOtherwise else {
                    throw TrackRuleError(
                        message: "a track rule has one list of alternatives: join \"\(clause)\" to it with \", else\"")
                }
                try parseAlternatives(clause)
            }
        }
    }

    private mutating func parseNever(_ kinds: Substring) throws(TrackRuleError) {
        for word in kinds.split(separator: ",", omittingEmptySubsequences: false) {
            guard let kind = TrackRule.Kind(rawValue: word.trimmed.lowercased()) else {
                throw TrackRuleError(
                    message: "\"never \(word.trimmed)\" is not a track rule: use never commentary or never description")
            }
            never.insert(kind)
        }
    }

    private mutating func parseAlternatives(_ clause: Substring) throws(TrackRuleError) {
        for part in clause.split(separator: ",", omittingEmptySubsequences: false) {
            let written = part.trimmed.removing(word: "else") ?? part.trimmed
            guard !written.isEmpty else {
                throw TrackRuleError(message: "a track rule has an empty alternative in \"\(clause)\"")
            }
            guard !failsOtherwise else { throw TrackRuleError(message: "\"else fail\" must be the last alternative") }
            if written.lowercased() == "fail" {
                failsOtherwise = true
            } else {
                alternatives.append(try condition(written))
            }
        }
    }

    private func condition(_ text: Substring) throws(TrackRuleError) -> TrackRule.Condition {
        var terms: [TrackRule.Term] = []
        for word in text.parts(joinedBy: "and") { terms.append(try term(word)) }
        return TrackRule.Condition(terms: terms, text: String(text))
    }

    private func term(_ text: Substring) throws(TrackRuleError) -> TrackRule.Term {
        let lower = text.lowercased()
        if let colon = lower.firstIndex(of: ":") {
            return try keyed(lower[..<colon].trimmed, lower[lower.index(after: colon)...].trimmed)
        }
        switch lower {
        case "default": return .isDefault
        case "commentary": return .commentary
        case "description": return .description
        case "any": return .any
        default: break
        }
        if let number = Int(lower) {
            guard number > 0 else {
                throw TrackRuleError(message: "track \(number) does not exist: audio tracks count from 1")
            }
            return .number(number)
        }
        guard LanguageCode.isCode(lower) else {
            throw TrackRuleError(
                message:
                    "\"\(text)\" is not a track rule: use a language code, a track number, default, title:TEXT, codec:NAME or channels:N"
            )
        }
        return .language(LanguageCode.canonical(lower))
    }

    private func keyed(_ key: Substring, _ value: Substring) throws(TrackRuleError) -> TrackRule.Term {
        guard !value.isEmpty else { throw TrackRuleError(message: "\"\(key):\" needs a value") }
        switch key {
        case "title": return .title(String(value))
        case "codec": return .codec(String(value))
        case "language", "lang": return .language(LanguageCode.canonical(String(value)))
        case "channels":
            guard let number = Int(value), number > 0 else {
                throw TrackRuleError(message: "\"channels:\(value)\" needs a number from 1")
            }
            return .channels(number)
        default:
            throw TrackRuleError(message: "\"\(key):\" is not a track rule: use title:, codec:, language: or channels:")
        }
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return start[...last]
    }
}

extension Substring {
    /// The rest after a leading whole `word`; nil when it does not lead.
    fileprivate func removing(word: String) -> Substring? {
        guard lowercased().hasPrefix(word) else { return nil }
        let rest = dropFirst(word.count)
        guard let next = rest.first else { return rest }
        return next.isWhitespace ? rest.trimmed : nil
    }

    /// The parts between whole words `word`.
    fileprivate func parts(joinedBy word: String) -> [Substring] {
        var parts: [Substring] = []
        var start = startIndex
        for piece in split(whereSeparator: \.isWhitespace) where piece.lowercased() == word {
            parts.append(self[start..<piece.startIndex].trimmed)
            start = piece.endIndex
        }
        parts.append(self[start...].trimmed)
        return parts
    }
}
