import TUIScreen

/// A question in a box over the list; its answers stand in the footer and in the box.
struct ConfirmationView {
    let confirmation: Confirmation

    func draw(on canvas: inout Canvas, in body: Rect) {
        let columns = min(body.columns - 2, 56)
        let question = SafeText(confirmation.question).wrapped(to: columns - 4).prefix(3)
        let consequence = SafeText.wrap(confirmation.consequence, columns: columns - 4).prefix(3)
        let rect = body.centred(columns: columns, rows: question.count + consequence.count + 3)
        canvas.fill(rect)
        canvas.box(rect, Ink.accent)
        let inner = rect.inset(columns: 2, rows: 1)
        for (row, line) in question.enumerated() { canvas.text(line, in: inner.line(row), Ink.strong) }
        for (row, line) in consequence.enumerated() {
            canvas.text(line, in: inner.line(question.count + row), Ink.quiet)
        }
        canvas.text("y yes   Enter no", in: inner.line(inner.rows - 1), Ink.accent, align: .right)
        canvas.placeCursor(at: Point(column: inner.column, row: inner.endRow - 1))
    }
}
