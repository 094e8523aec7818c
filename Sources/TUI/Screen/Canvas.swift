/// Draws into a `Frame` and clips: any coordinate and any size is legal, what lies outside is lost.
///
///     var canvas = Canvas(size: size)
///     canvas.text("Jobs", at: Point(column: 0, row: 0), Style(bold: true))
///     return canvas.frame
///
/// Coordinates are always those of the whole screen; `clipped(to:)` narrows where drawing has an effect.
/// A wide glyph is drawn whole or not at all; where its half is overwritten, the other half becomes blank:
///
///     |音|▒|楽|▒|   text("a", at column 1)   →   | |a|楽|▒|
public struct Canvas: Sendable {
    public private(set) var frame: Frame
    /// The part of the screen that drawing reaches.
    public private(set) var clip: Rect

    public init(size: Size) {
        frame = Frame(size: size)
        clip = Rect(size)
    }

    public var bounds: Rect { Rect(frame.size) }

    /// Runs `body` with drawing restricted to `rect`, within the restriction in force.
    public mutating func clipped(to rect: Rect, _ body: (inout Canvas) -> Void) {
        let outer = clip
        clip = outer.intersection(rect)
        body(&self)
        clip = outer
    }

    /// Puts the hardware cursor on `point`: on the focused row, or `visible` in a field.
    public mutating func placeCursor(at point: Point, visible: Bool = false) {
        frame.cursor = Point(
            column: min(max(point.column, 0), frame.size.columns - 1), row: min(max(point.row, 0), frame.size.rows - 1))
        frame.cursorVisible = visible && clip.contains(point)
    }

    /// Sets the cells of one glyph, if all of them are within the clip; blanks halves of wide ones it cuts.
    mutating func put(_ glyph: SafeText.Glyph, _ column: Int, _ row: Int, _ style: Style) {
        guard clip.rowRange.contains(row) else { return }
        guard column >= clip.column, column + glyph.columns <= clip.endColumn else {
            return blankVisiblePart(of: glyph, column, row, style)
        }
        detach(column, row)
        if glyph.columns == 2 {
            detach(column + 1, row)
            frame[column + 1, row] = Cell("", style)
        }
        frame[column, row] = Cell(glyph.text, style)
    }

    private mutating func blankVisiblePart(of glyph: SafeText.Glyph, _ column: Int, _ row: Int, _ style: Style) {
        for column in column..<(column + glyph.columns) where clip.columnRange.contains(column) {
            detach(column, row)
            frame[column, row] = Cell(" ", style)
        }
    }

    /// Blanks the other half of a wide glyph of which the cell at `column` is about to be overwritten.
    private mutating func detach(_ column: Int, _ row: Int) {
        if frame[column, row].isContinuation, column > 0 {
            frame[column - 1, row].text = " "
        }
        let right = column + 1
        if right < frame.size.columns, frame[right, row].isContinuation {
            frame[right, row].text = " "
        }
    }

    /// Changes the style of the cells in `rect` and leaves their text.
    public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        let rect = rect.intersection(clip)
        for row in rect.rowRange {
            for column in rect.columnRange { change(&frame[column, row].style) }
        }
    }
}
