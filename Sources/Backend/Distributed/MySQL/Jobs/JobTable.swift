import BackendCore
import SpoolAPI

/// The statements on the table `jobs` that every part of the ledger uses.
struct JobTable {
    let transaction: MySQLTransaction

    private static let selection = JobColumn.allCases.map { "`\($0)`" }.joined(separator: ", ")

    /// Rows for whatever follows `SELECT … FROM jobs`.
    func rows(_ clause: String, _ values: [ColumnValue] = []) throws -> [JobRow] {
        try transaction.rows("SELECT \(Self.selection) FROM jobs \(clause)", values).map { row in
            try JobRow(reading: { row[$0.rawValue] })
        }
    }

    /// Throws `notFound` for a job that is not `owner`'s, too.
    func row(_ id: JobID, owner: UserID? = nil) throws -> JobRow {
        let row = try rows("WHERE `id` = ?", [.text(id.rawValue)]).first
        guard let row, owner == nil || row.record.owner == owner else { throw BackendError.noSuchJob }
        return row
    }

    /// The row if the token still holds it; nil when it was fenced off or removed.
    func row(heldBy token: ClaimToken) throws -> JobRow? {
        try rows(
            "WHERE `id` = ? AND `fence` = ? AND `worker` IS NOT NULL",
            [.text(token.job.rawValue), .integer(token.fence)]
        ).first
    }

    private static let inserted = JobColumn.allCases.dropFirst()
    private static let insertion: String = {
        let names = inserted.map { "`\($0)`" } + ["`ready`", "`kept`", "`folded`"]
        return """
            INSERT INTO jobs (\(names.joined(separator: ", "))) \
            VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
            """
    }()

    func insert(_ row: JobRow) throws {
        let values = try Self.inserted.map { try row.value(of: $0) }
        let folded = ColumnValue.bytes(ASCIIFolding.folded(row.record.job.name.bytes))
        try transaction.execute(Self.insertion, values + row.derived + [folded])
    }

    private static let change = """
        UPDATE jobs SET \(JobColumn.mutable.map { "`\($0)` = ?" }.joined(separator: ", ")), `ready` = ?, `kept` = ? \
        WHERE `seq` = ?
        """

    /// Stores the row under the ledger's next revision, which it returns with it.
    @discardableResult
    func update(_ changed: JobRow) throws -> JobRow {
        var row = changed
        row.record.job.revision = try LedgerCounters(transaction: transaction).next(.revision)
        let values = try JobColumn.mutable.map { try row.value(of: $0) }
        try transaction.execute(Self.change, values + row.derived + [ColumnValue(row.seq)])
        return row
    }

    /// Stores only what a renewal changes; `progress` counts as a change of the job, the lease alone does not.
    func renew(_ row: JobRow, lease: BootInstant, progress: JobProgress?) throws {
        try transaction.execute(
            "UPDATE jobs SET `leaseBoot` = ?, `leaseEnd` = ? WHERE `seq` = ?",
            [.text(lease.boot), .integer(lease.milliseconds), ColumnValue(row.seq)])
        guard let progress else { return }
        let revision = try LedgerCounters(transaction: transaction).next(.revision)
        try transaction.execute(
            "UPDATE jobs SET `progress` = ?, `revision` = ? WHERE `seq` = ?",
            [.text(try JSONText.encode(progress)), .integer(revision), ColumnValue(row.seq)])
    }

    func delete(_ row: JobRow) throws {
        try transaction.execute("DELETE FROM jobs WHERE `seq` = ?", [ColumnValue(row.seq)])
    }
}

extension JobRow {
    /// `ready` and `kept`.
    fileprivate var derived: [ColumnValue] {
        let job = record.job
        let kept = job.result.flatMap { $0.available ? $0.size : nil }
        return [ColumnValue(job.state == .queued && !job.paused && !waiting), ColumnValue(kept)]
    }
}
