extension Rect {
    /// One past the last column and row.
    public var endColumn: Int { column + columns }
    public var endRow: Int { row + rows }
    public var origin: Point { Point(column: column, row: row) }
    public var columnRange: Range<Int> { column..<endColumn }
    public var rowRange: Range<Int> { row..<endRow }

    public func contains(_ point: Point) -> Bool {
        columnRange.contains(point.column) && rowRange.contains(point.row)
    }

    /// What both cover; empty when they do not meet.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        return Rect(
            column: left, row: top, columns: min(endColumn, other.endColumn) - left,
            rows: min(endRow, other.endRow) - top)
    }

    /// Smaller by `columns` on the left and right and by `rows` above and below.
    public func inset(columns: Int = 0, rows: Int = 0) -> Rect {
        Rect(
            column: column + columns, row: row + rows, columns: self.columns - 2 * columns, rows: self.rows - 2 * rows)
    }

    /// The `index`th line of it as a rectangle one row high; empty when there is no such line.
    public func line(_ index: Int) -> Rect {
        Rect(column: column, row: row + index, columns: columns, rows: (0..<rows).contains(index) ? 1 : 0)
    }

    /// The upper `count` rows and the rest.
    public func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
        let cut = min(max(count, 0), rows)
        return (
            Rect(column: column, row: row, columns: columns, rows: cut),
            Rect(column: column, row: row + cut, columns: columns, rows: rows - cut)
        )
    }

    /// The lower `count` rows and the rest above them.
    public func splitBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
        let (top, rest) = splitTop(rows - min(max(count, 0), rows))
        return (top, rest)
    }

    /// The left `count` columns and the rest.
    public func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
        let cut = min(max(count, 0), columns)
        return (
            Rect(column: column, row: row, columns: cut, rows: rows),
            Rect(column: column + cut, row: row, columns: columns - cut, rows: rows)
        )
    }

    /// A rectangle of at most that size in the middle of this one: for dialogs.
    public func centred(columns: Int, rows: Int) -> Rect {
        let width = min(columns, self.columns)
        let height = min(rows, self.rows)
        return Rect(
            column: column + (self.columns - width) / 2, row: row + (self.rows - height) / 2, columns: width,
            rows: height)
    }
}
