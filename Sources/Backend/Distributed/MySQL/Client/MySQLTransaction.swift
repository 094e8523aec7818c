import BackendCore

/// The statements of one transaction.
final class MySQLTransaction {
    enum Kind {
        /// One consistent snapshot, not blocked by writers.
        case read
        case write
        /// One statement alone, which changes nothing: it needs no transaction.
        case query

        var statements: [String] {
            switch self {
            case .read:
                [
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                    "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
                ]
            case .write: ["START TRANSACTION"]
            case .query: []
            }
        }
    }

    let connection: MySQLConnection
    /// True once the ledger got a new revision.
    var revised = false
    /// What `LedgerCounters` has read and set.
    var counters: [LedgerCounters.Counter: Int64] = [:]

    init(_ connection: MySQLConnection) {
        self.connection = connection
    }

    /// Returns how many rows it found to change.
    @discardableResult
    func execute(_ sql: String, _ values: [ColumnValue] = []) throws(MySQLError) -> UInt64 {
        try connection.execute(sql, values).changes
    }

    func rows(_ sql: String, _ values: [ColumnValue] = []) throws(MySQLError) -> [[ColumnValue]] {
        try connection.execute(sql, values).rows
    }

    /// The first column of the first row; `.null` when there is none.
    func value(_ sql: String, _ values: [ColumnValue] = []) throws(MySQLError) -> ColumnValue {
        try rows(sql, values).first?.first ?? .null
    }
}
