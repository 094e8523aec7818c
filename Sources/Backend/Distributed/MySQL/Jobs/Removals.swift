import BackendCore
import SpoolAPI

/// The latest removals, for clients that were away. Who was away for longer lists anew.
struct Removals {
    static let kept = 10_000
    /// Forgetting goes over all that are kept, so it is not done each time.
    static let slack: Int64 = 1000

    let transaction: MySQLTransaction

    func note(_ record: JobRecord) throws {
        let revision = try LedgerCounters(transaction: transaction).next(.revision)
        try transaction.execute(
            "INSERT INTO removals (`revision`, `id`, `owner`) VALUES (?, ?, ?)",
            [.integer(revision), .text(record.id.rawValue), .text(record.owner.rawValue)])
        if revision % Self.slack == 0 { try forget() }
    }

    func after(_ revision: Int64, limit: Int) throws -> [JobChange] {
        try transaction.rows(
            "SELECT `revision`, `id`, `owner` FROM removals WHERE `revision` > ? ORDER BY `revision` LIMIT ?",
            [.integer(revision), .integer(Int64(limit))]
        ).map { row in
            .removed(
                JobRemoved(id: JobID(row[1].text ?? ""), revision: row[0].integer ?? 0),
                owner: UserID(row[2].text ?? ""))
        }
    }

    private func forget() throws {
        let edge = try transaction.value(
            "SELECT `revision` FROM removals ORDER BY `revision` DESC LIMIT 1 OFFSET \(Self.kept)"
        ).integer
        guard let edge else { return }
        try transaction.execute("DELETE FROM removals WHERE `revision` <= ?", [.integer(edge)])
        try LedgerCounters(transaction: transaction).set([.forgottenRemovals: edge])
    }
}
