import BackendCore
import SpoolAPI

/// A WHERE clause over the table `jobs`.
struct JobFilter {
    private(set) var conditions: [String] = []
    private(set) var values: [ColumnValue] = []

    init(owner: UserID?, batch: BatchID?) {
        if let batch { add("`batch` = ?", [.text(batch.rawValue)]) }
        if let owner { add("`owner` = ?", [.text(owner.rawValue)]) }
    }

    var clause: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

    mutating func add(_ condition: String, _ values: [ColumnValue] = []) {
        conditions.append(condition)
        self.values += values
    }

    mutating func add(_ keeping: JobQuery.Keeping) {
        switch keeping {
        case .source: add("`source` IS NOT NULL")
        case .result: add("`kept` IS NOT NULL")
        }
    }

    /// Bytes are compared, so nothing in the text has a special meaning.
    mutating func add(text: String) {
        let folded = ASCIIFolding.folded(text.utf8)
        add(
            "(INSTR(`folded`, ?) > 0 OR LEFT(`id`, ?) = ?)",
            [.bytes(folded), .integer(Int64(folded.count)), .bytes(folded)])
    }
}
