import TUIScreen

/// The command palette: a field, and below it what matches.
struct PaletteView {
    let palette: PaletteState

    func draw(on canvas: inout Canvas, _ layout: Layout) {
        let rect = layout.body.inset(columns: 1)
        canvas.text(SafeText(palette.title), in: rect.line(0), Ink.strong)
        let (prompt, field) = rect.line(1).splitLeft(2)
        let body = rect.splitTop(2).rest
        var rows = palette.rows
        rows.setHeight(body.rows)
        if palette.isPath {
            canvas.text("Enter goes there, Tab completes.", in: body.line(0), Ink.quiet)
        } else if rows.isEmpty {
            canvas.text(palette.takesPaths ? "No such command." : "No such bookmark.", in: body.line(0), Ink.quiet)
        } else {
            for row in rows.visible { draw(row, rows, on: &canvas, in: body.line(row - rows.offset)) }
        }
        canvas.text(":", in: prompt, Ink.accent)
        canvas.field(palette.field, in: field, focused: true)
    }

    private func draw(_ row: Int, _ rows: ListModel<Int>, on canvas: inout Canvas, in rect: Rect) {
        let item = palette.items[rows.ids[row]]
        let style = item.obstacle == nil ? Ink.plain : Ink.quiet
        let keyColumns = item.keys.isEmpty ? 0 : min(18, rect.columns / 4)
        let (main, keys) = rect.splitLeft(rect.columns - keyColumns)
        var column = main.column + 2
        column += canvas.text(
            SafeText(item.title), at: Point(column: column, row: rect.row), style, width: main.columns - 3)
        if let obstacle = item.obstacle {
            canvas.text(
                SafeText(obstacle), at: Point(column: column + 2, row: rect.row), Ink.quiet,
                width: max(main.endColumn - column - 3, 0))
        }
        canvas.text(SafeText(item.keys), in: keys, Ink.accent, align: .right)
        if row == rows.focus {
            canvas.text("›", at: rect.origin, Ink.accent)
            canvas.restyle(rect) { $0 = Ink.focused }
        }
    }
}
