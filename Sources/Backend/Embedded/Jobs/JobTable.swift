import BackendCore
import GRDB
import SpoolAPI

/// The statements on the table `jobs` that every part of the ledger uses.
struct JobTable {
    let db: Database

    /// Matches the partial index `jobsReady`.
    static let ready = "state = 'queued' AND paused = 0 AND waiting = 0"

    /// Rows for whatever follows `SELECT … FROM jobs`.
    func rows(_ clause: String, _ arguments: StatementArguments = []) throws -> [JobRow] {
        let statement = try db.cachedStatement(sql: "SELECT \(JobColumn.selection) FROM jobs \(clause)")
        return try Row.fetchAll(statement, arguments: arguments).map(JobRow.init)
    }

    /// Throws `notFound` for a job that is not `owner`'s, too.
    func row(_ id: JobID, owner: UserID? = nil) throws -> JobRow {
        let row = try rows("WHERE id = ?", [id.rawValue]).first
        guard let row, owner == nil || row.record.owner == owner else {
            throw BackendError.noSuchJob
        }
        return row
    }

    /// The row if the token still holds it; nil when it was fenced off or removed.
    func row(heldBy token: ClaimToken) throws -> JobRow? {
        try rows("WHERE id = ? AND fence = ? AND worker IS NOT NULL", [token.job.rawValue, token.fence]).first
    }

    private static let insertion: String = {
        let columns = JobColumn.allCases.dropFirst()
        let names = columns.map { "\($0)" }.joined(separator: ", ")
        return "INSERT INTO jobs (\(names)) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"
    }()

    func insert(_ row: JobRow) throws {
        let values = try JobColumn.allCases.dropFirst().map { try row.value(of: $0).databaseValue }
        try db.cachedStatement(sql: Self.insertion).execute(arguments: StatementArguments(values))
    }

    private static let change =
        "UPDATE jobs SET \(JobColumn.mutable.map { "\($0) = ?" }.joined(separator: ", ")) WHERE seq = ?"

    /// Stores the row under the ledger's next revision, which it returns with it.
    @discardableResult
    func update(_ changed: JobRow) throws -> JobRow {
        var row = changed
        row.record.job.revision = try LedgerCounters(db: db).next(.revision)
        var values = try JobColumn.mutable.map { try row.value(of: $0).databaseValue }
        values.append(ColumnValue(row.seq).databaseValue)
        try db.cachedStatement(sql: Self.change).execute(arguments: StatementArguments(values))
        return row
    }

    /// Stores only what a renewal changes; `progress` counts as a change of the job, the lease alone does not.
    func renew(_ row: JobRow, lease: BootInstant, progress: JobProgress?) throws {
        try db.cachedStatement(sql: "UPDATE jobs SET leaseBoot = ?, leaseEnd = ? WHERE seq = ?")
            .execute(arguments: [lease.boot, lease.milliseconds, row.seq])
        guard let progress else { return }
        try db.cachedStatement(sql: "UPDATE jobs SET progress = ?, revision = ? WHERE seq = ?")
            .execute(
                arguments: [JSONText.encode(progress), LedgerCounters(db: db).next(.revision), row.seq])
    }

    func delete(_ row: JobRow) throws {
        try db.execute(sql: "DELETE FROM jobs WHERE seq = ?", arguments: [row.seq])
    }
}
