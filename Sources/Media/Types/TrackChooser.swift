/// Chooses one audio track by a rule. Pure: the same tracks and rule give the same choice everywhere.
public enum TrackChooser {
    public struct Choice: Hashable, Sendable {
        /// Index into the tracks.
        public var index: Int
        /// Why this one, for people: `the only track`, `default track`, `language jpn`.
        public var reason: String
    }

    /// The track that `rule` takes. Tracks that can be decoded come before those that cannot, so that a result
    /// that cannot be decoded means that no track can.
    ///
    /// - Returns: nil when there is no track, or when the rule ends in `else fail` and none meets it.
    public static func choose(from tracks: [AudioTrack], rule: TrackRule = .standard) -> Choice? {
        let usable = tracks.indices.filter { tracks[$0].isDecodable && !tracks[$0].isProtected }
        let candidates = usable.isEmpty ? Array(tracks.indices) : usable
        let allowed = candidates.filter { !rule.never.excludes(tracks[$0]) }
        for condition in rule.alternatives {
            let met = allowed.filter { condition.isMet(by: tracks[$0], number: $0 + 1) }
            if let index = best(of: met, in: tracks) { return Choice(index: index, reason: condition.reason) }
        }
        guard !rule.failsOtherwise else { return nil }
        let asked = rule.alternatives.map(\.text).joined(separator: " or ")
        guard let index = best(of: allowed.isEmpty ? candidates : allowed, in: tracks) else { return nil }
        let reason = standardReason(index, tracks: tracks, usable: usable)
        return Choice(index: index, reason: asked.isEmpty ? reason : "no track is \(asked): \(reason)")
    }

    /// The first in the standard order.
    private static func best(of indices: [Int], in tracks: [AudioTrack]) -> Int? {
        indices.min { rank(tracks[$0], $0).lexicographicallyPrecedes(rank(tracks[$1], $1)) }
    }

    /// Smaller is better, from left to right.
    private static func rank(_ track: AudioTrack, _ index: Int) -> [Int] {
        let isSpecial = track.isCommentary || track.isDescription
        // Stereo before mono before surround, and of surround the least to fold; unknown last.
        let channels =
            (1...2).contains(track.channels) ? 2 - track.channels : track.channels < 1 ? Int.max : track.channels
        return [isSpecial ? 1 : 0, track.isDefault ? 0 : 1, channels, index]
    }

    private static func standardReason(_ index: Int, tracks: [AudioTrack], usable: [Int]) -> String {
        if tracks.count == 1 { return "the only track" }
        if usable == [index] { return "the only track that can be decoded" }
        if tracks[index].isDefault, tracks.count(where: \.isDefault) == 1 { return "default track" }
        let peers = tracks.filter { $0.isDefault == tracks[index].isDefault }
        if peers.contains(where: { $0.channels != tracks[index].channels }) {
            return tracks[index].channels == 2 ? "the stereo track" : "best fit for stereo"
        }
        return index == 0 ? "the first track" : "the first track that is not commentary"
    }
}

extension Set<TrackRule.Kind> {
    fileprivate func excludes(_ track: AudioTrack) -> Bool {
        contains(.commentary) && track.isCommentary || contains(.description) && track.isDescription
    }
}

extension TrackRule.Condition {
    fileprivate var reason: String {
        guard terms.count == 1 else { return text }
        return switch terms[0] {
        case .language: "language \(text)"
        case .number(let number): "track \(number)"
        case .isDefault: "default track"
        default: text
        }
    }

    /// Commentary and description are met only by a condition that points at them.
    private var asksForSpecialKinds: Bool {
        terms.contains { term in
            switch term {
            case .commentary, .description, .number, .title: true
            default: false
            }
        }
    }

    fileprivate func isMet(by track: AudioTrack, number: Int) -> Bool {
        if track.isCommentary || track.isDescription, !asksForSpecialKinds { return false }
        return terms.allSatisfy { term in
            switch term {
            case .language(let code): track.language.map(LanguageCode.canonical) == code
            case .number(let wanted): wanted == number
            case .title(let text): track.title?.lowercased().contains(text) ?? false
            case .codec(let name): track.codec.lowercased() == name
            case .channels(let count): track.channels == count
            case .isDefault: track.isDefault
            case .commentary: track.isCommentary
            case .description: track.isDescription
            case .any: true
            }
        }
    }
}
