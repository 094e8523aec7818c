extension Canvas {
    /// Fills `rect` with one narrow glyph: blanks it by default.
    public mutating func fill(_ rect: Rect, with glyph: String = " ", _ style: Style = .plain) {
        let rect = rect.intersection(clip)
        guard let glyph = SafeText(glyph).glyphs.first, glyph.columns == 1 else { return }
        for row in rect.rowRange {
            for column in rect.columnRange { put(glyph, column, row, style) }
        }
    }

    /// A horizontal line over the first row of `rect`, with a title if it has one.
    ///
    ///     ── Files ───────────
    public mutating func rule(_ rect: Rect, title: SafeText = "", _ style: Style = .plain, titleStyle: Style? = nil) {
        let line = rect.line(0)
        fill(line, with: "─", style)
        guard !title.isEmpty, rect.columns > 6 else { return }
        text(
            " " + title.truncated(to: rect.columns - 6) + " ", at: Point(column: rect.column + 2, row: rect.row),
            titleStyle ?? style)
    }

    /// A vertical line over the first column of `rect`.
    public mutating func verticalRule(_ rect: Rect, _ style: Style = .plain) {
        fill(rect.splitLeft(1).left, with: "│", style)
    }

    /// A frame of lines around `rect`, inside its edges, with a title in the upper one.
    ///
    ///     ┌─ Delete? ─┐
    ///     │           │
    ///     └───────────┘
    public mutating func box(_ rect: Rect, title: SafeText = "", _ style: Style = .plain, titleStyle: Style? = nil) {
        guard rect.columns >= 2, rect.rows >= 2 else { return }
        rule(rect, title: title, style, titleStyle: titleStyle)
        rule(rect.splitBottom(1).bottom, style)
        verticalRule(rect, style)
        verticalRule(Rect(column: rect.endColumn - 1, row: rect.row, columns: 1, rows: rect.rows), style)
        for (glyph, column, row) in [
            ("┌", rect.column, rect.row), ("┐", rect.endColumn - 1, rect.row),
            ("└", rect.column, rect.endRow - 1), ("┘", rect.endColumn - 1, rect.endRow - 1),
        ] {
            put(.init(glyph), column, row, style)
        }
    }

    /// A progress bar in eighths of a column, over the first row of `rect`.
    ///
    ///     bar(0.40, 8 columns)   |███▏    |
    ///
    /// `fraction` is cut to 0…1 (a NaN is 0). It is full only at 1: a job that is not done never looks done.
    /// Terminals without these glyphs show `###-    ` (see `GlyphFallback`).
    public mutating func bar(_ fraction: Double, in rect: Rect, _ style: Style = .plain, trough: String = " ") {
        let line = rect.line(0)
        guard !line.isEmpty else { return }
        let units = line.columns * 8
        let clean = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
        let filled = clean >= 1 ? units : min(Int((clean * Double(units)).rounded()), units - 1)
        let whole = filled / 8
        fill(line.splitLeft(whole).left, with: "█", style)
        fill(line.splitLeft(whole).rest, with: trough, style)
        if filled % 8 > 0 {
            put(.init(Self.eighths[filled % 8 - 1]), line.column + whole, line.row, style)
        }
    }

    private static let eighths = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
