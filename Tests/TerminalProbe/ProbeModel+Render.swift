import TUIScreen

extension ProbeModel {
    private static let sizes = ["1.2 GB", "734 MB", "12 KB"]

    mutating func render(_ size: Size) -> Frame {
        var canvas = Canvas(size: size)
        guard size.columns >= 40, size.rows >= 12 else {
            canvas.text("needs 40x12", at: Point(column: 0, row: 0), width: size.columns)
            return canvas.frame
        }
        let (title, below) = canvas.bounds.splitTop(1)
        let (body, footer) = below.splitBottom(1)
        let (bars, rows) = body.splitTop(showsBars ? 3 : 0)
        canvas.rule(title, title: SafeText("Probe \(list.count)"), Style(dim: true), titleStyle: Style(bold: true))
        for line in 0..<bars.rows { renderBar(line, &canvas, bars.line(line)) }
        renderList(&canvas, rows)
        canvas.text("↑↓ move  i field  q quit  ? help", at: footer.origin, Style(dim: true))
        canvas.text(SafeText(last), in: footer.splitLeft(footer.columns - 24).rest, align: .right)
        renderDialog(&canvas)
        return canvas.frame
    }

    private func renderBar(_ index: Int, _ canvas: inout Canvas, _ line: Rect) {
        let (name, rest) = line.splitLeft(12)
        let (bar, number) = rest.splitLeft(rest.columns - 8)
        let fraction = Double((ticks + index * 137) % 1000) / 1000
        canvas.text(SafeText("job \(index)"), in: name)
        canvas.bar(fraction, in: bar, Style(.green))
        canvas.text(SafeText("\(Int(fraction * 100)) %"), in: number, align: .right)
    }

    private mutating func renderList(_ canvas: inout Canvas, _ rect: Rect) {
        list.setHeight(rect.rows)
        for (line, row) in list.visible.enumerated() {
            let isFocused = row == list.focus
            let style = Style(row % 3 == 0 ? .cyan : .standard, reverse: isFocused)
            let area = rect.line(line)
            canvas.fill(area, style)
            let (left, size) = area.splitLeft(area.columns - 9)
            canvas.text(isFocused ? ">" : " ", at: left.origin, style)
            canvas.text(names[list.ids[row]], in: left.splitLeft(2).rest, style, truncation: .middle)
            canvas.text(SafeText(Self.sizes[row % 3]), in: size, style, align: .right)
            if isFocused { canvas.placeCursor(at: area.origin) }
        }
    }

    private func renderDialog(_ canvas: inout Canvas) {
        guard let dialog else { return }
        let box = canvas.bounds.centred(columns: 50, rows: 8)
        canvas.fill(box)
        let inner = box.inset(columns: 2, rows: 1)
        switch dialog {
        case .help:
            canvas.box(box, title: "Help")
            canvas.paragraph("Arrows or j and k move the focus.\nEsc closes this.\nq quits.", in: inner)
        case .field(let field):
            canvas.box(box, title: "Field")
            canvas.field(field, in: inner.line(1), Style(underline: true), focused: true)
        }
    }
}
