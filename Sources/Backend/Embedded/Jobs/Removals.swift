import BackendCore
import GRDB
import SpoolAPI

/// The latest removals, for clients that were away. Who was away for longer lists anew.
struct Removals {
    static let kept = 10_000
    /// Forgetting goes over all that are kept, so it is not done each time.
    static let slack = 1000

    let db: Database

    func note(_ record: JobRecord) throws {
        let revision = try LedgerCounters(db: db).next(.revision)
        try db.execute(
            sql: "INSERT INTO removals (revision, id, owner) VALUES (?, ?, ?)",
            arguments: [revision, record.id.rawValue, record.owner.rawValue])
        if revision % Int64(Self.slack) == 0 { try forget() }
    }

    func after(_ revision: Int64, limit: Int) throws -> [JobChange] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT revision, id, owner FROM removals WHERE revision > ? ORDER BY revision LIMIT ?"),
            arguments: [revision, limit]
        ).map { .removed(JobRemoved(id: JobID($0[1]), revision: $0[0]), owner: UserID($0[2])) }
    }

    private func forget() throws {
        let edge = try Int64.fetchOne(
            db, sql: "SELECT revision FROM removals ORDER BY revision DESC LIMIT 1 OFFSET \(Self.kept)")
        guard let edge else { return }
        try db.execute(sql: "DELETE FROM removals WHERE revision <= ?", arguments: [edge])
        try db.execute(sql: "UPDATE ledger SET forgottenRemovals = ?", arguments: [edge])
    }
}
