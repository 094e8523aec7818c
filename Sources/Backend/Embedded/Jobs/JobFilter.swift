import BackendCore
import GRDB
import SpoolAPI

/// A WHERE clause over the table `jobs`.
struct JobFilter {
    private(set) var conditions: [String] = []
    private(set) var arguments = StatementArguments()

    init(owner: UserID?, batch: BatchID?) {
        if let batch { add("batch = ?", [batch.rawValue]) }
        if let owner { add("owner = ?", [owner.rawValue]) }
    }

    var clause: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

    mutating func add(_ condition: String, _ values: StatementArguments) {
        conditions.append(condition)
        arguments += values
    }

    static let keepsResult = "json_extract(result, '$.available')"

    mutating func add(_ keeping: JobQuery.Keeping) {
        switch keeping {
        case .source: add("source IS NOT NULL", [])
        case .result: add(Self.keepsResult, [])
        }
    }

    /// ASCII case is ignored, in the name's bytes as in the text. `lower` and `instr` are safe for bytes that are
    /// not UTF-8, and nothing in the text has a special meaning to them.
    mutating func add(text: String) {
        let folded = String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        add(
            "(instr(lower(CAST(name AS TEXT)), ?) > 0 OR substr(id, 1, ?) = ?)",
            [folded, folded.unicodeScalars.count, folded])
    }
}
