import Testing

@testable import TUIScreen

@Suite struct GlyphFallbackTests {
    @Test func drawingsOfACanvasHaveAsciiOfOneColumn() {
        var canvas = Canvas(size: Size(columns: 20, rows: 4))
        canvas.box(canvas.bounds, title: "a title that is too long")
        for eighth in 0...8 {
            canvas.bar(Double(eighth) / 8, in: Rect(column: eighth + 1, row: 1, columns: 1, rows: 1))
        }
        canvas.field(
            FieldModel("secret", secret: true), in: Rect(column: 1, row: 2, columns: 8, rows: 1), focused: true)
        for cell in canvas.frame.cells where cell.text.utf8.count > 1 {
            let ascii = GlyphFallback.ascii(cell.text)
            #expect(ascii?.utf8.count == 1, "\(cell.text)")
        }
    }

    @Test func linesAndBlocksAreDrawings() {
        #expect("─│┌█▏░".allSatisfy { GlyphFallback.isDrawing(String($0)) })
        #expect("a…•音".allSatisfy { !GlyphFallback.isDrawing(String($0)) })
    }

    @Test func namesAreNotTouched() {
        #expect(GlyphFallback.ascii("音") == nil && GlyphFallback.ascii("é") == nil && GlyphFallback.ascii("a") == nil)
    }
}
