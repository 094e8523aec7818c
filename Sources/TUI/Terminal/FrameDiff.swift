import TUIScreen

/// Which cells of each row must be sent to turn one frame into the next.
///
///     old |a|b|c|d|
///     new |a|X|c|Y|   →   row 0, columns 1..<4
enum FrameDiff {
    struct Span: Hashable {
        var row: Int
        var columns: Range<Int>
    }

    /// One span for each changed row, from its first to its last changed cell; never begins in the middle of a wide
    /// glyph. All of `new` when `old` is nil or has another size.
    static func spans(from old: Frame?, to new: Frame) -> [Span] {
        let width = new.size.columns
        guard let old, old.size == new.size else {
            return (0..<new.size.rows).map { Span(row: $0, columns: 0..<width) }
        }
        var spans: [Span] = []
        old.cells.withUnsafeBufferPointer { oldCells in
            new.cells.withUnsafeBufferPointer { newCells in
                for row in 0..<new.size.rows {
                    let start = row * width
                    guard let columns = changed(oldCells, newCells, start..<(start + width)) else { continue }
                    spans.append(Span(row: row, columns: (columns.lowerBound - start)..<(columns.upperBound - start)))
                }
            }
        }
        return spans
    }

    private static func changed(
        _ old: UnsafeBufferPointer<Cell>, _ new: UnsafeBufferPointer<Cell>, _ row: Range<Int>
    ) -> Range<Int>? {
        guard var first = row.first(where: { old[$0] != new[$0] }),
            let last = row.last(where: { old[$0] != new[$0] })
        else { return nil }
        if new[first].isContinuation, first > row.lowerBound { first -= 1 }
        return first..<(last + 1)
    }
}
