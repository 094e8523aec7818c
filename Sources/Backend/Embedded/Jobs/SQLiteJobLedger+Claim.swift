import BackendCore
import GRDB
import MediaTypes
import SpoolAPI

extension SQLiteJobLedger {
    public func claimNext(worker: String, lease: Duration) async throws -> JobClaim? {
        let (wall, now) = (clock.wall(), clock.monotonic())
        return try await database.write(.process) { db in
            try Self.reclaim(.expired, wall: wall, now: now, in: db)
            try db.cachedStatement(sql: "UPDATE jobs SET waiting = 0 WHERE waiting = 1 AND notBefore <= ?")
                .execute(arguments: [wall])
            guard try !LedgerCounters(db: db).isQueuePaused(), var row = try Self.next(in: db) else { return nil }
            try row.claim(worker: worker, until: now.advanced(by: lease), wall: wall)
            try Self.noteTurn(of: row.record.owner, in: db)
            let record = try JobTable(db: db).update(row).record
            return JobClaim(record: record, token: ClaimToken(job: record.id, fence: row.fence))
        }
    }

    @discardableResult
    public func reclaim(_ scope: ReclaimScope) async throws -> [JobRecord] {
        let (wall, now) = (clock.wall(), clock.monotonic())
        return try await database.write { try Self.reclaim(scope, wall: wall, now: now, in: $0) }
    }

    /// The owners that have a claimable job of the highest priority are found by hopping from one to the next in the
    /// index, so the cost grows with them and not with the jobs. Without `INDEXED BY` the
    /// planner walks all jobs of an owner.
    static let nextOwner = """
        WITH RECURSIVE candidates (owner) AS (
            SELECT * FROM (SELECT owner FROM jobs INDEXED BY jobsReady
                           WHERE \(JobTable.ready) AND priority = :priority ORDER BY owner LIMIT 1)
            UNION ALL
            SELECT (SELECT owner FROM jobs INDEXED BY jobsReady
                    WHERE \(JobTable.ready) AND priority = :priority AND jobs.owner > candidates.owner
                    ORDER BY owner LIMIT 1)
            FROM candidates WHERE owner IS NOT NULL
        )
        SELECT candidates.owner FROM candidates LEFT JOIN turns ON turns.owner = candidates.owner
        WHERE candidates.owner IS NOT NULL
        ORDER BY (SELECT count(*) FROM jobs INDEXED BY jobsLeased
                  WHERE worker IS NOT NULL AND jobs.owner = candidates.owner),
                 coalesce(turns.served, 0)
        LIMIT 1
        """

    static let highestPriority = """
        SELECT priority FROM jobs INDEXED BY jobsReady WHERE \(JobTable.ready) ORDER BY priority DESC LIMIT 1
        """
    static let nextOfOwner = "WHERE \(JobTable.ready) AND priority = ? AND owner = ? ORDER BY rank LIMIT 1"

    private static func next(in db: Database) throws -> JobRow? {
        guard
            let priority = try Int.fetchOne(db.cachedStatement(sql: highestPriority)),
            let owner = try String.fetchOne(
                db.cachedStatement(sql: nextOwner), arguments: ["priority": priority])
        else { return nil }
        return try JobTable(db: db).rows(nextOfOwner, [priority, owner]).first
    }

    private static func noteTurn(of owner: UserID, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO turns (owner, served) VALUES (?, ?)")
            .execute(arguments: [owner.rawValue, LedgerCounters(db: db).next(.claims)])
    }

    @discardableResult
    private static func reclaim(
        _ scope: ReclaimScope, wall: Timestamp, now: BootInstant, in db: Database
    ) throws -> [JobRecord] {
        let table = JobTable(db: db)
        return try table.rows("WHERE worker IS NOT NULL").compactMap { leased in
            guard scope == .everything || leased.lease?.isPast(at: now) ?? true else { return nil }
            var row = leased
            let cause = "no sign of life from \(row.record.job.worker ?? "its worker")"
            try row.crash(MediaFailure(.crashed, "converter crashed (\(cause))"), wall: wall)
            try JobLog(db: db).append("attempt \(leased.record.job.attempt): \(cause)", to: row.record.id)
            return try table.update(row).record
        }
    }
}
