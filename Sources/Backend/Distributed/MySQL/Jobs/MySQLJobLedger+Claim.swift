import BackendCore
import MediaTypes
import SpoolAPI

extension MySQLJobLedger {
    public func claimNext(worker: String, lease: Duration) async throws -> JobClaim? {
        try await write { [clock] transaction in
            let (wall, now) = try LeaseTime(clock: clock, transaction: transaction).advance()
            try Self.reclaim(.expired, wall: wall, now: now, in: transaction)
            try transaction.execute(
                """
                UPDATE jobs SET `waiting` = 0, `ready` = (`state` = 'queued' AND `paused` = 0)
                WHERE `waiting` = 1 AND `notBefore` <= ?
                """, [.integer(wall)])
            guard try !LedgerCounters(transaction: transaction).isQueuePaused,
                var row = try Self.next(in: transaction)
            else { return nil }
            try row.claim(worker: worker, until: now.advanced(by: lease), wall: wall)
            try Self.noteTurn(of: row.record.owner, in: transaction)
            let record = try JobTable(transaction: transaction).update(row).record
            return JobClaim(record: record, token: ClaimToken(job: record.id, fence: row.fence))
        }
    }

    @discardableResult
    public func reclaim(_ scope: ReclaimScope) async throws -> [JobRecord] {
        try await write { [clock] transaction in
            let (wall, now) = try LeaseTime(clock: clock, transaction: transaction).advance()
            return try Self.reclaim(scope, wall: wall, now: now, in: transaction)
        }
    }

    static let highestPriority = "SELECT `priority` FROM jobs WHERE `ready` = 1 ORDER BY `priority` DESC LIMIT 1"
    static let nextOwner = """
        SELECT candidates.owner
        FROM (SELECT `owner`, MIN(`rank`) AS `first` FROM jobs WHERE `ready` = 1 AND `priority` = ?
              GROUP BY `owner`) candidates
        LEFT JOIN (SELECT `owner`, COUNT(*) AS `count` FROM jobs WHERE `worker` IS NOT NULL GROUP BY `owner`) running
            ON running.owner = candidates.owner
        LEFT JOIN turns ON turns.owner = candidates.owner
        ORDER BY COALESCE(running.count, 0), COALESCE(turns.served, 0), candidates.first LIMIT 1
        """
    /// A job that somebody outside of Spool has locked is passed over.
    static let nextOfOwner = """
        WHERE `ready` = 1 AND `priority` = ? AND `owner` = ? ORDER BY `rank` LIMIT 1 FOR UPDATE SKIP LOCKED
        """

    private static func next(in transaction: MySQLTransaction) throws -> JobRow? {
        let priority = try transaction.value(highestPriority)
        guard priority != .null else { return nil }
        let owner = try transaction.value(nextOwner, [priority])
        return try JobTable(transaction: transaction).rows(nextOfOwner, [priority, owner]).first
    }

    private static func noteTurn(of owner: UserID, in transaction: MySQLTransaction) throws {
        let served = try LedgerCounters(transaction: transaction).next(.claims)
        try transaction.execute(
            "REPLACE INTO turns (`owner`, `served`) VALUES (?, ?)", [.text(owner.rawValue), .integer(served)])
    }

    @discardableResult
    private static func reclaim(
        _ scope: ReclaimScope, wall: Timestamp, now: BootInstant, in transaction: MySQLTransaction
    ) throws -> [JobRecord] {
        let table = JobTable(transaction: transaction)
        return try table.rows("WHERE `worker` IS NOT NULL").compactMap { leased in
            guard scope == .everything || leased.lease?.isPast(at: now) ?? true else { return nil }
            var row = leased
            let cause = "no sign of life from \(row.record.job.worker ?? "its worker")"
            try row.crash(MediaFailure(.crashed, "converter crashed (\(cause))"), wall: wall)
            try JobLog(transaction: transaction).append(
                "attempt \(leased.record.job.attempt): \(cause)", to: row.record.id)
            return try table.update(row).record
        }
    }
}
