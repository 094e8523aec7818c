import CCurses
import TUIScreen

/// Shows frames through curses, sending it the changed cells only.
struct FramePainter {
    private let isUTF8: Bool
    private let drawsInASCII: Bool
    /// 0, 8 or 16.
    private let colors: Int32
    private let theme: TerminalTheme
    private var shown: Frame?

    init(description: TerminalDescription, colors: Int32, theme: TerminalTheme) {
        isUTF8 = description.isUTF8
        drawsInASCII = description.drawsInASCII
        self.colors = colors
        self.theme = theme
    }

    /// The screen no longer shows what was painted; the next frame is painted whole.
    mutating func invalidate() {
        shown = nil
        spool_curses_erase()
        spool_curses_repaint()
    }

    /// Paints `frame`, clipped to the screen.
    mutating func paint(_ frame: Frame) {
        let rows = min(frame.size.rows, Int(spool_curses_rows()))
        let columns = min(frame.size.columns, Int(spool_curses_columns()))
        for span in FrameDiff.spans(from: shown, to: frame) where span.row < rows {
            let visible = span.columns.clamped(to: 0..<columns)
            for column in visible { put(frame[column, span.row], column, span.row, limit: columns) }
        }
        spool_curses_flush(
            Int32(min(frame.cursor.row, rows - 1)), Int32(min(frame.cursor.column, columns - 1)), frame.cursorVisible)
        shown = frame
    }

    private func put(_ cell: Cell, _ column: Int, _ row: Int, limit: Int) {
        if cell.isContinuation { return }
        var style = cell.style
        style.foreground = theme.color(style.foreground)
        let attributes = attributes(of: style)
        let pair = pair(of: style)
        var width: Int32 = 1
        var text = cell.text
        if text.utf8.count > 1 {
            width = text.unicodeScalars.first.flatMap { TextWidth.columns(of: $0) } == 2 ? 2 : 1
            text = encodable(text)
            if column + Int(width) > limit {
                text = " "
                width = 1
            }
        }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 8) { scalars in
            var count = 0
            for scalar in text.unicodeScalars.prefix(scalars.count) {
                scalars[count] = scalar.value
                count += 1
            }
            spool_curses_put(
                Int32(row), Int32(column), scalars.baseAddress, Int32(count), width, attributes, pair)
        }
    }

    /// What the terminal can show of a cell's text; curses puts question marks for what is left of an empty one.
    private func encodable(_ text: String) -> String {
        if isUTF8, !drawsInASCII || !GlyphFallback.isDrawing(text) { return text }
        return GlyphFallback.ascii(text) ?? (isUTF8 ? text : "")
    }

    private func attributes(of style: Style) -> Int32 {
        var result = 0
        if style.bold || (colors == 8 && style.foreground.isBright && style.foreground != .brightBlack) {
            result |= SPOOL_BOLD
        }
        if style.dim || (colors == 8 && style.foreground == .brightBlack) { result |= SPOOL_DIM }
        if style.reverse { result |= SPOOL_REVERSE }
        if style.underline { result |= SPOOL_UNDERLINE }
        return Int32(result)
    }

    /// Pairs 1…16 are the named colours on the default background. With 8 colours the bright ones are bold, and bright
    /// black, which bold black often is not, becomes a dim default.
    private func pair(of style: Style) -> Int32 {
        let color = Int32(style.foreground.rawValue)
        if color == 0 || colors == 0 { return 0 }
        if colors == 8, style.foreground == .brightBlack { return 0 }
        return colors == 8 ? (color - 1) % 8 + 1 : color
    }
}

extension Style.Color {
    fileprivate var isBright: Bool { rawValue >= Self.brightBlack.rawValue }
}
