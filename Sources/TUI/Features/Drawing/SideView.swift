import TUIScreen

/// Details beside a list; scrolls when it has the focus.
struct SideView {
    let lines: [DetailLine]
    let offset: Int
    let isFocused: Bool

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let first = min(max(offset, 0), max(lines.count - rect.rows, 0))
        for (row, line) in lines.dropFirst(first).prefix(rect.rows).enumerated() {
            canvas.text(line.text, in: rect.line(row), line.style, truncation: .clip)
        }
        if isFocused { canvas.placeCursor(at: rect.origin) }
        let below = lines.count - first - rect.rows
        if below > 0 { canvas.text("↓ \(below)", in: rect.line(rect.rows - 1), Ink.quiet, align: .right) }
    }
}
