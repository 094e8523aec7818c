import TUIScreen

/// All keys, from the key table.
struct HelpView {
    let help: HelpState

    func draw(on canvas: inout Canvas, _ layout: Layout) {
        canvas.text("Keys", in: layout.title.splitLeft(1).rest, Ink.strong)
        let rect = layout.helpBody.inset(columns: 1)
        let lines = HelpText(contexts: help.contexts).lines
        let keyColumns = min(20, rect.columns / 3)
        let first = min(help.offset, max(lines.count - rect.rows, 0))
        for (row, line) in lines.dropFirst(first).prefix(rect.rows).enumerated() {
            let place = rect.line(row)
            if line.keys.isEmpty {
                canvas.text(SafeText(line.text), in: place, Ink.strong)
            } else {
                canvas.text(SafeText(line.keys), in: place.splitLeft(keyColumns).left, Ink.accent)
                canvas.text(SafeText(line.text), in: place.splitLeft(keyColumns + 1).rest)
            }
        }
        canvas.placeCursor(at: rect.origin)
        let position = "\(min(first + rect.rows, lines.count))/\(lines.count)"
        canvas.text(
            SafeText(position), in: layout.title.splitLeft(layout.title.columns - 1).left, Ink.quiet, align: .right)
    }
}
