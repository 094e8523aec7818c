import BackendCore
import GRDB
import SpoolAPI

extension SQLiteJobLedger: JobCatalog {
    public func job(_ id: JobID, owner: UserID?) async throws -> JobRecord {
        try await database.read { try JobTable(db: $0).row(id, owner: owner).record }
    }

    public func perform(_ command: JobCommand, on id: JobID, owner: UserID?) async throws -> JobRecord {
        let wall = clock.wall()
        return try await database.write { db in
            let table = JobTable(db: db)
            let before = try table.row(id, owner: owner)
            var row = before
            try row.perform(command, wall: wall) { try LedgerCounters(db: db).next(.lastRank) }
            if case .patch(let patch) = command, let move = patch.move {
                try JobMove(table: table).apply(move, to: &row)
            }
            return row == before ? row.record : try table.update(row).record
        }
    }

    public func remove(_ id: JobID, owner: UserID?) async throws -> JobRecord {
        try await database.write { db in
            let table = JobTable(db: db)
            let row = try table.row(id, owner: owner)
            _ = try JobMachine.apply(.remove, to: row.record.job.status)
            try table.delete(row)
            try JobLog(db: db).delete(id)
            try Removals(db: db).note(row.record)
            return row.record
        }
    }

    public func log(of id: JobID, owner: UserID?) async throws -> String {
        try await database.read { db in
            _ = try JobTable(db: db).row(id, owner: owner)
            return try JobLog(db: db).text(of: id)
        }
    }

    public func counts(owner: UserID?, batch: BatchID?) async throws -> [JobState: Int] {
        try await database.read { db in
            let filter = JobFilter(owner: owner, batch: batch)
            let rows = try Row.fetchAll(
                db, sql: "SELECT state, count(*) FROM jobs \(filter.clause) GROUP BY state",
                arguments: filter.arguments)
            return Dictionary(
                uniqueKeysWithValues: rows.compactMap { row in
                    JobState(rawValue: row[0]).map { ($0, row[1]) }
                })
        }
    }

    public func usage(of owner: UserID) async throws -> JobUsage {
        try await database.read { db in
            let row = try Row.fetchOne(db, sql: Self.usage, arguments: [owner.rawValue])
            return JobUsage(unfinishedJobs: row?[0] ?? 0, bytes: row?[1] ?? 0)
        }
    }

    static let usage = """
        SELECT count(*) FILTER (WHERE state NOT IN ('done', 'failed', 'cancelled')),
            CAST(total(CASE WHEN source IS NOT NULL THEN size ELSE 0 END) AS INTEGER)
                + CAST(total(CASE WHEN \(JobFilter.keepsResult) THEN json_extract(result, '$.size') ELSE 0 END) AS INTEGER)
        FROM jobs WHERE owner = ?
        """

    public func isQueuePaused() async throws -> Bool {
        try await database.read { try LedgerCounters(db: $0).isQueuePaused() }
    }

    public func setQueuePaused(_ paused: Bool) async throws {
        try await database.write { db in
            let counters = LedgerCounters(db: db)
            if try counters.isQueuePaused() != paused { try counters.setQueuePaused(paused) }
        }
    }
}
