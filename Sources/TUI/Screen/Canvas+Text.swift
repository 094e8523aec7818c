extension Canvas {
    public enum Alignment: Sendable { case left, right, centre }

    /// Draws one line of text and returns how many columns it took.
    ///
    ///     text("Concert.mkv", at: (2, 0), width: 8)               |  Concert…|
    ///     text("12 MB", at: (2, 0), width: 8, align: .right)      |     12 MB|
    ///
    /// - Parameters:
    ///   - width: the columns it may take; the rest of the clip when nil (nothing is then aligned or elided).
    ///   - truncation: how text wider than `width` is shortened.
    @discardableResult
    public mutating func text(
        _ text: SafeText, at point: Point, _ style: Style = .plain, width: Int? = nil, align: Alignment = .left,
        truncation: SafeText.Truncation = .end
    ) -> Int {
        let shown = width.map { text.truncated(to: $0, truncation) } ?? text
        let slack = max((width ?? shown.columns) - shown.columns, 0)
        var column = point.column
        switch align {
        case .left: break
        case .right: column += slack
        case .centre: column += slack / 2
        }
        for glyph in shown.glyphs {
            put(glyph, column, point.row, style)
            column += glyph.columns
        }
        return shown.columns
    }

    /// As above, for text that is not sanitised yet.
    @discardableResult
    public mutating func text(
        _ text: String, at point: Point, _ style: Style = .plain, width: Int? = nil, align: Alignment = .left,
        truncation: SafeText.Truncation = .end
    ) -> Int {
        self.text(SafeText(text), at: point, style, width: width, align: align, truncation: truncation)
    }

    /// Draws text into the first line of `rect`, elided to fit.
    @discardableResult
    public mutating func text(
        _ text: SafeText, in rect: Rect, _ style: Style = .plain, align: Alignment = .left,
        truncation: SafeText.Truncation = .end
    ) -> Int {
        if rect.isEmpty { return 0 }
        return self.text(text, at: rect.origin, style, width: rect.columns, align: align, truncation: truncation)
    }

    /// Draws a text of several lines, wrapped between words, and returns how many rows it took. What does not
    /// fit below is lost.
    @discardableResult
    public mutating func paragraph(_ text: String, in rect: Rect, _ style: Style = .plain) -> Int {
        let lines = SafeText.wrap(text, columns: rect.columns).prefix(rect.rows)
        for (index, line) in lines.enumerated() { self.text(line, in: rect.line(index), style, truncation: .clip) }
        return lines.count
    }
}
