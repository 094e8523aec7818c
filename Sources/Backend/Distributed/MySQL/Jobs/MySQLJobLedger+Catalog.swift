import BackendCore
import SpoolAPI

extension MySQLJobLedger: JobCatalog {
    public func job(_ id: JobID, owner: UserID?) async throws -> JobRecord {
        try await pool.query { try JobTable(transaction: $0).row(id, owner: owner).record }
    }

    public func perform(_ command: JobCommand, on id: JobID, owner: UserID?) async throws -> JobRecord {
        try await write { [clock] transaction in
            let wall = try clock.time(transaction).wall
            let table = JobTable(transaction: transaction)
            let before = try table.row(id, owner: owner)
            var row = before
            try row.perform(command, wall: wall) { try LedgerCounters(transaction: transaction).next(.lastRank) }
            if case .patch(let patch) = command, let move = patch.move {
                try JobMove(table: table).apply(move, to: &row)
            }
            return row == before ? row.record : try table.update(row).record
        }
    }

    public func remove(_ id: JobID, owner: UserID?) async throws -> JobRecord {
        try await write { transaction in
            let table = JobTable(transaction: transaction)
            let row = try table.row(id, owner: owner)
            _ = try JobMachine.apply(.remove, to: row.record.job.status)
            try table.delete(row)
            try JobLog(transaction: transaction).delete(id)
            try Removals(transaction: transaction).note(row.record)
            return row.record
        }
    }

    public func log(of id: JobID, owner: UserID?) async throws -> String {
        try await pool.read { transaction in
            _ = try JobTable(transaction: transaction).row(id, owner: owner)
            return try JobLog(transaction: transaction).text(of: id)
        }
    }

    public func counts(owner: UserID?, batch: BatchID?) async throws -> [JobState: Int] {
        let filter = JobFilter(owner: owner, batch: batch)
        return try await pool.query { transaction in
            let rows = try transaction.rows(
                "SELECT `state`, COUNT(*) FROM jobs \(filter.clause) GROUP BY `state`", filter.values)
            return rows.reduce(into: [:]) { counts, row in
                if let state = row[0].text.flatMap(JobState.init(rawValue:)) {
                    counts[state] = row[1].integer.map { Int($0) }
                }
            }
        }
    }

    public func usage(of owner: UserID) async throws -> JobUsage {
        try await pool.query { transaction in
            let row = try transaction.rows(Self.usage, [.text(owner.rawValue)]).first
            return JobUsage(unfinishedJobs: Int(row?[0].integer ?? 0), bytes: row?[1].integer ?? 0)
        }
    }

    private static let usage = """
        SELECT CAST(COALESCE(SUM(`state` NOT IN ('done', 'failed', 'cancelled')), 0) AS SIGNED),
            CAST(COALESCE(SUM(IF(`source` IS NULL, 0, `size`) + COALESCE(`kept`, 0)), 0) AS SIGNED)
        FROM jobs WHERE `owner` = ?
        """

    public func isQueuePaused() async throws -> Bool {
        try await pool.query { try LedgerCounters(transaction: $0).isQueuePaused }
    }

    public func setQueuePaused(_ paused: Bool) async throws {
        try await write { transaction in
            let counters = LedgerCounters(transaction: transaction)
            guard try counters.isQueuePaused != paused else { return }
            try counters.set([.queuePaused: paused ? 1 : 0, .queueRevision: try counters.next(.revision)])
        }
    }
}
