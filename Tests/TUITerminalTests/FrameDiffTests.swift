import TestRandom
import TUIScreen
import Testing

@testable import TUITerminal

@Suite struct FrameDiffTests {
    private func frame(_ lines: String..., columns: Int = 8) -> Frame {
        var canvas = Canvas(size: Size(columns: columns, rows: lines.count))
        for (row, line) in lines.enumerated() { canvas.text(line, at: Point(column: 0, row: row)) }
        return canvas.frame
    }

    @Test func equalFramesNeedNothing() {
        #expect(FrameDiff.spans(from: frame("a", "b"), to: frame("a", "b")).isEmpty)
    }

    @Test func changedRowsNeedTheirChangedCells() {
        #expect(
            FrameDiff.spans(from: frame("abcd", "same", "x"), to: frame("aXcY", "same", "y")) == [
                .init(row: 0, columns: 1..<4), .init(row: 2, columns: 0..<1),
            ])
    }

    @Test func stylesCount() {
        var canvas = Canvas(size: Size(columns: 8, rows: 1))
        canvas.text("abcd", at: Point(column: 0, row: 0))
        canvas.restyle(Rect(column: 2, row: 0, columns: 1, rows: 1)) { $0.bold = true }
        #expect(FrameDiff.spans(from: frame("abcd"), to: canvas.frame) == [.init(row: 0, columns: 2..<3)])
    }

    @Test func spansBeginWithAWholeGlyph() {
        // The left half changes to a wide glyph, or only the right half's style does.
        #expect(FrameDiff.spans(from: frame("ab"), to: frame("音")) == [.init(row: 0, columns: 0..<2)])
        var canvas = Canvas(size: Size(columns: 8, rows: 1))
        canvas.text("音", at: Point(column: 0, row: 0))
        canvas.restyle(Rect(column: 1, row: 0, columns: 1, rows: 1)) { $0.bold = true }
        #expect(FrameDiff.spans(from: frame("音"), to: canvas.frame) == [.init(row: 0, columns: 0..<2)])
    }

    @Test func firstFramesAndOtherSizesNeedEverything() {
        let all: [FrameDiff.Span] = [.init(row: 0, columns: 0..<8), .init(row: 1, columns: 0..<8)]
        #expect(FrameDiff.spans(from: nil, to: frame("a", "b")) == all)
        #expect(FrameDiff.spans(from: frame("a", "b", columns: 9), to: frame("a", "b")) == all)
    }

    /// What is outside the spans is equal, whatever the frames.
    @Test func spansCoverEveryDifference() {
        var generator = SplitMix(seed: 5)
        let texts = ["音楽", "abc", "a音b", "", "🎬x", "abcdefgh"]
        func random() -> String { texts[Int(generator.next() % 6)] + texts[Int(generator.next() % 6)] }
        for _ in 0..<500 {
            let old = frame(random(), random())
            let new = frame(random(), random())
            let spans = FrameDiff.spans(from: old, to: new)
            for row in 0..<2 {
                let covered = spans.first { $0.row == row }?.columns ?? 0..<0
                for column in 0..<8 where !covered.contains(column) { #expect(old[column, row] == new[column, row]) }
                if !covered.isEmpty { #expect(!new[covered.lowerBound, row].isContinuation) }
            }
        }
    }
}
