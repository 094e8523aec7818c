import TestRandom
import Testing

@testable import TUIScreen

@Suite struct CanvasTests {
    private func canvas(_ columns: Int, _ rows: Int = 1) -> Canvas { Canvas(size: Size(columns: columns, rows: rows)) }

    /// The rows as text; the right half of a wide glyph shows as `▒`.
    private func rows(_ canvas: Canvas) -> [String] {
        (0..<canvas.frame.size.rows).map { row in
            canvas.frame.row(row).map { $0.isContinuation ? "▒" : $0.text }.joined()
        }
    }

    private func drawn(_ columns: Int, _ rows: Int = 1, _ draw: (inout Canvas) -> Void) -> [String] {
        var canvas = canvas(columns, rows)
        draw(&canvas)
        return self.rows(canvas)
    }

    @Test func textIsPlacedAndElided() {
        #expect(drawn(8) { $0.text("ab", at: Point(column: 2, row: 0)) } == ["  ab    "])
        #expect(drawn(8) { $0.text("abcdef", at: Point(column: 1, row: 0), width: 4) } == [" abc…   "])
        #expect(drawn(8) { $0.text("ab", at: Point(column: 1, row: 0), width: 5, align: .right) } == ["    ab  "])
        #expect(drawn(8) { $0.text("ab", at: Point(column: 0, row: 0), width: 6, align: .centre) } == ["  ab    "])
    }

    @Test func textOutsideIsLost() {
        #expect(drawn(3) { $0.text("abcde", at: Point(column: -1, row: 0)) } == ["bcd"])
        #expect(drawn(3) { $0.text("x", at: Point(column: 0, row: 5)) } == ["   "])
        #expect(drawn(3) { $0.text("x", at: Point(column: 0, row: -1)) } == ["   "])
    }

    @Test func wideGlyphsAreWholeOrBlank() {
        #expect(drawn(4) { $0.text("音楽", at: Point(column: 0, row: 0)) } == ["音▒楽▒"])
        #expect(drawn(3) { $0.text("音楽", at: Point(column: 0, row: 0)) } == ["音▒ "])
        #expect(drawn(3) { $0.text("音a", at: Point(column: -1, row: 0)) } == [" a "])
    }

    @Test func overwritingHalfAWideGlyphBlanksTheOther() {
        #expect(
            drawn(4) {
                $0.text("音楽", at: Point(column: 0, row: 0))
                $0.text("a", at: Point(column: 1, row: 0))
            } == [" a楽▒"])
        #expect(
            drawn(4) {
                $0.text("音楽", at: Point(column: 0, row: 0))
                $0.text("a", at: Point(column: 2, row: 0))
            } == ["音▒a "])
        #expect(
            drawn(4) {
                $0.text("音楽", at: Point(column: 0, row: 0))
                $0.text("人", at: Point(column: 1, row: 0))
            } == [" 人▒ "])
    }

    @Test func clippingNarrowsAndEnds() {
        #expect(
            drawn(6, 2) {
                $0.clipped(to: Rect(column: 1, row: 0, columns: 3, rows: 1)) { canvas in
                    canvas.fill(canvas.bounds, with: "x")
                    canvas.clipped(to: Rect(column: 0, row: 0, columns: 2, rows: 2)) { $0.fill($0.bounds, with: "y") }
                }
                $0.text("z", at: Point(column: 5, row: 1))
            } == [" yxx  ", "     z"])
    }

    @Test func shapes() {
        #expect(drawn(14) { $0.rule($0.bounds, title: "Files") } == ["── Files ─────"])
        #expect(drawn(5) { $0.rule($0.bounds, title: "Files") } == ["─────"])
        #expect(drawn(5, 3) { $0.box($0.bounds) } == ["┌───┐", "│   │", "└───┘"])
        #expect(drawn(2, 2) { $0.verticalRule($0.bounds) } == ["│ ", "│ "])
    }

    @Test(arguments: [
        (0.0, "        "), (0.4, "███▎    "), (0.5, "████    "), (1.0, "████████"), (0.9999, "███████▉"),
        (-1, "        "), (7, "████████"), (.nan, "        "), (.infinity, "████████"), (0.001, "        "),
    ])
    func bars(_ fraction: Double, _ shown: String) {
        #expect(drawn(8) { $0.bar(fraction, in: $0.bounds) } == [shown])
    }

    @Test func barsHaveATroughAndNoSizeIsTooSmall() {
        #expect(drawn(4) { $0.bar(0.5, in: $0.bounds, trough: "░") } == ["██░░"])
        #expect(drawn(4) { $0.bar(0.5, in: Rect(column: 0, row: 0, columns: 0, rows: 0)) } == ["    "])
    }

    @Test func paragraphsWrapAndCountTheirRows() {
        var used = 0
        #expect(
            drawn(6, 3) { used = $0.paragraph("Two words\nmore", in: $0.bounds) } == ["Two   ", "words ", "more  "])
        #expect(used == 3)
        #expect(drawn(6, 2) { used = $0.paragraph("Two words\nmore", in: $0.bounds) } == ["Two   ", "words "])
        #expect(used == 2)
    }

    @Test func restylingKeepsTheText() {
        var canvas = canvas(4)
        canvas.text("音a", at: Point(column: 0, row: 0))
        canvas.restyle(Rect(column: 1, row: 0, columns: 9, rows: 9)) { $0.reverse = true }
        #expect(rows(canvas) == ["音▒a "])
        #expect(canvas.frame.row(0).map(\.style.reverse) == [false, true, true, true])
    }

    @Test func cursorStaysOnTheScreen() {
        var canvas = canvas(4, 2)
        canvas.placeCursor(at: Point(column: 9, row: -3), visible: true)
        #expect(canvas.frame.cursor == Point(column: 3, row: 0))
        #expect(!canvas.frame.cursorVisible)
    }

    /// Any drawing at any size leaves rows in which wide glyphs are whole.
    @Test func randomDrawingKeepsFramesWhole() {
        var generator = SplitMix(seed: 1)
        func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        let texts: [SafeText] = ["音楽人", "ab", "🎬", "a音b", "…", ""]
        for columns in 1...9 {
            for rows in 1...4 {
                var canvas = canvas(columns, rows)
                for _ in 0..<60 {
                    let rect = Rect(
                        column: random(-3...9), row: random(-2...5), columns: random(0...9), rows: random(0...4))
                    let text = texts[random(0...5)]
                    switch random(0...6) {
                    case 0: canvas.text(text, at: rect.origin, width: random(-1...9), align: .right)
                    case 1: canvas.text(text, at: rect.origin)
                    case 2: canvas.fill(rect, with: "x")
                    case 3: canvas.box(rect, title: text)
                    case 4: canvas.bar(Double(random(0...100)) / 100, in: rect)
                    case 5: canvas.clipped(to: rect) { $0.text(text, at: Point(column: 0, row: 1)) }
                    default: canvas.field(FieldModel("音 field"), in: rect, focused: true)
                    }
                }
                expectWhole(canvas.frame)
            }
        }
    }

    private func expectWhole(_ frame: Frame) {
        for row in 0..<frame.size.rows {
            var column = 0
            while column < frame.size.columns {
                let cell = frame[column, row]
                #expect(!cell.isContinuation)
                let width = cell.text.unicodeScalars.first.flatMap { TextWidth.columns(of: $0) } ?? 1
                if width == 2 {
                    #expect(column + 1 < frame.size.columns && frame[column + 1, row].isContinuation)
                }
                column += width
            }
        }
    }
}
