import TUIScreen

/// The columns of a list. When the first, flexible one would get too narrow, columns go in a fixed order.
struct TableColumns<ID: Hashable> {
    struct Column {
        let id: ID
        let title: String
        let width: Int
        /// The lowest goes first.
        let importance: Int
        var align = Canvas.Alignment.left
    }

    private(set) var rects: [ID: Rect] = [:]
    private let columns: [Column]

    /// - Parameters:
    ///   - flexible: takes the columns that others leave; its width is the least it must have.
    ///   - row: the row to divide.
    init(_ columns: [Column], flexible: ID, in row: Rect) {
        let least = columns.first { $0.id == flexible }?.width ?? 0
        var kept = columns
        var dispensable = columns.filter { $0.id != flexible }.sorted { $0.importance > $1.importance }
        while row.columns - Self.width(kept, besides: flexible) < least, let next = dispensable.popLast() {
            kept.removeAll { $0.id == next.id }
        }
        self.columns = kept
        let flexibleWidth = max(row.columns - Self.width(kept, besides: flexible), 0)
        var rest = row
        for (index, column) in kept.enumerated() {
            let (rect, next) = rest.splitLeft(column.id == flexible ? flexibleWidth : column.width)
            rects[column.id] = rect
            rest = next.splitLeft(Self.gap(kept, after: index)).rest
        }
    }

    /// What all but the flexible column take, with the gaps.
    private static func width(_ columns: [Column], besides flexible: ID) -> Int {
        columns.indices.reduce(0) { sum, index in
            sum + (columns[index].id == flexible ? 0 : columns[index].width) + gap(columns, after: index)
        }
    }

    /// Numbers and the words behind them would run into each other.
    private static func gap(_ columns: [Column], after index: Int) -> Int {
        guard index + 1 < columns.count else { return 0 }
        return columns[index].align == .right && columns[index + 1].align == .left ? 2 : 1
    }

    subscript(id: ID) -> Rect? { rects[id] }

    /// The rectangle of a column in another row.
    func rect(_ id: ID, row: Int) -> Rect? {
        rects[id].map { Rect(column: $0.column, row: row, columns: $0.columns, rows: $0.rows) }
    }

    func drawHeading(on canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty else { return }
        for column in columns {
            guard let place = self.rect(column.id, row: rect.row) else { continue }
            canvas.text(SafeText(column.title), in: place, Ink.quiet, align: column.align)
        }
    }
}
