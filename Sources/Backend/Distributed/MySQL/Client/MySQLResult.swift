import BackendCore

struct MySQLResult {
    /// Rows that the statement found to change.
    var changes: UInt64
    /// Each with the columns in the order of the statement.
    var rows: [[ColumnValue]]
}
