import TUIScreen

/// What all lists share: the marker column, the focused row, the empty state.
enum RowView {
    /// Columns before the first column of text.
    static let gutter = 2

    /// A list under its heading: the rows in sight, or what an empty list has to say. `draw` draws one row and returns
    /// its marker.
    static func list<ID, Column>(
        _ rows: ListModel<ID>, _ columns: TableColumns<Column>, whenEmpty text: @autoclosure () -> String,
        hasFocus: Bool, on canvas: inout Canvas, _ layout: Layout,
        draw: (_ row: Int, _ line: Rect, _ canvas: inout Canvas) -> String
    ) {
        columns.drawHeading(on: &canvas, in: layout.heading)
        guard !rows.isEmpty else { return empty(text(), on: &canvas, in: layout.list, hasFocus: hasFocus) }
        var rows = rows
        rows.setHeight(layout.list.rows)
        for row in rows.visible {
            let line = layout.list.line(row - rows.offset)
            let marker = draw(row, line, &canvas)
            finish(on: &canvas, line, marker: marker, isFocused: row == rows.focus, hasFocus: hasFocus)
        }
    }

    /// Draws the marker and, for the focused row of the focused pane, the bar and the cursor.
    static func finish(
        on canvas: inout Canvas, _ rect: Rect, marker: String, isFocused: Bool, hasFocus: Bool
    ) {
        if !marker.isEmpty { canvas.text(marker, at: rect.origin, Ink.accent) }
        guard isFocused else { return }
        if hasFocus {
            canvas.restyle(rect) { $0 = Ink.focused }
            canvas.placeCursor(at: rect.origin)
        } else {
            canvas.restyle(rect) { $0.bold = true }
            if marker.isEmpty { canvas.text("›", at: rect.origin, Ink.strong) }
        }
    }

    /// Says in the middle of nothing what to press.
    static func empty(_ text: String, on canvas: inout Canvas, in rect: Rect, hasFocus: Bool) {
        let inner = rect.inset(columns: 2)
        let lines = SafeText.wrap(text, columns: max(inner.columns, 1))
        let top = max((rect.rows - lines.count) / 3, 0)
        for (index, line) in lines.enumerated() {
            canvas.text(line, in: inner.line(top + index), index == 0 ? Ink.plain : Ink.quiet, align: .centre)
        }
        if hasFocus { canvas.placeCursor(at: rect.origin) }
    }
}
