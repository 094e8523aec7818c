extension SafeText {
    /// The lines of a longer text, split at its line breaks and wrapped between words at `limit` columns.
    ///
    ///     wrap("Two words\nmore", 6)  →  "Two", "words", "more"
    ///
    /// A word wider than a line is cut. Empty lines stay.
    public static func wrap(_ text: String, columns limit: Int) -> [SafeText] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .flatMap { SafeText(String($0)).wrapped(to: limit) }
    }

    /// This line wrapped at `limit` columns; at least one line, itself empty when this is.
    public func wrapped(to limit: Int) -> [SafeText] {
        guard columns > limit, limit > 0 else { return [self] }
        var lines: [SafeText] = []
        var rest = glyphs[...]
        while !rest.isEmpty {
            let (line, next) = Self.firstLine(of: rest, within: limit)
            lines.append(SafeText(glyphs: line))
            rest = next.drop { $0.text == " " }
        }
        return lines
    }

    private static func firstLine(
        of glyphs: ArraySlice<Glyph>, within limit: Int
    ) -> (ArraySlice<Glyph>, ArraySlice<Glyph>) {
        var used = 0
        var end = glyphs.startIndex
        while end < glyphs.endIndex, used + glyphs[end].columns <= limit {
            used += glyphs[end].columns
            end += 1
        }
        if end == glyphs.endIndex { return (glyphs, []) }
        // A line of one column cannot hold a wide glyph: take it anyway, so that wrapping comes to an end.
        if end == glyphs.startIndex { return (glyphs.prefix(1), glyphs.dropFirst()) }
        if glyphs[end].text == " " { return (glyphs[..<end], glyphs[end...]) }
        if let space = glyphs[..<end].lastIndex(where: { $0.text == " " }), space > glyphs.startIndex {
            return (glyphs[..<space], glyphs[space...])
        }
        return (glyphs[..<end], glyphs[end...])
    }
}
