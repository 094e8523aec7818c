extension SafeText {
    /// Where an ellipsis goes when text does not fit.
    public enum Truncation: Sendable {
        /// `A long ti…`
        case end
        /// `…ong title`: for paths, whose end tells most.
        case start
        /// `A lo…e.mkv`: for file names, which end in their extension.
        case middle
        /// `A long tit`
        case clip
    }

    static let ellipsis = Glyph("…")

    /// At most `limit` columns of it. A wide glyph that would be cut in half is left out.
    public func truncated(to limit: Int, _ truncation: Truncation = .end) -> SafeText {
        if columns <= limit { return self }
        if limit <= 0 { return SafeText(glyphs: []) }
        switch truncation {
        case .clip: return SafeText(glyphs: leading(limit))
        case .end: return SafeText(glyphs: leading(limit - 1) + [Self.ellipsis])
        case .start: return SafeText(glyphs: [Self.ellipsis] + trailing(limit - 1))
        case .middle:
            let tail = trailing((limit - 1) / 2)
            let tailColumns = tail.reduce(0) { $0 + $1.columns }
            return SafeText(glyphs: leading(limit - 1 - tailColumns) + [Self.ellipsis] + tail)
        }
    }

    private func leading(_ limit: Int) -> ArraySlice<Glyph> { glyphs.prefix(Self.count(glyphs, within: limit)) }

    private func trailing(_ limit: Int) -> ArraySlice<Glyph> {
        glyphs.suffix(Self.count(glyphs.reversed(), within: limit))
    }

    private static func count(_ glyphs: some Sequence<Glyph>, within limit: Int) -> Int {
        var used = 0
        var count = 0
        for glyph in glyphs {
            used += glyph.columns
            if used > limit { break }
            count += 1
        }
        return count
    }
}
