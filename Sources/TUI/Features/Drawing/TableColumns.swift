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
        let others = columns.filter { $0.id != flexible }
        let least = columns.first { $0.id == flexible }?.width ?? 0
        var kept = others.sorted { $0.importance > $1.importance }
        func width() -> Int { kept.reduce(0) { $0 + $1.width + 1 } }
        while !kept.isEmpty, row.columns - width() < least { kept.removeLast() }
        let ids = Set(kept.map(\.id))
        self.columns = columns.filter { $0.id == flexible || ids.contains($0.id) }
        var rest = row
        let flexibleWidth = max(row.columns - width(), 0)
        for column in self.columns {
            let (rect, next) = rest.splitLeft(column.id == flexible ? flexibleWidth : column.width)
            rects[column.id] = rect
            rest = next.splitLeft(1).rest
        }
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
