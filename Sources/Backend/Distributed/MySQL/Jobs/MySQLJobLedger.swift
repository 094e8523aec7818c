import BackendCore
import MediaTypes
import SpoolAPI

/// The ledger that any number of processes and machines share.
public struct MySQLJobLedger: JobLedger {
    let pool: MySQLPool
    let clock: MySQLClock
    let watch: RevisionWatch

    /// The tables must be there: see `MySQLSchema`. All ledgers of one database have to use the same clock.
    public init(_ pool: MySQLPool, clock: MySQLClock = .server) {
        self.pool = pool
        self.clock = clock
        watch = RevisionWatch(pool)
    }

    /// Changes jobs: alone among all processes.
    func write<Value: Sendable>(
        _ work: @escaping @Sendable (MySQLTransaction) throws -> Value
    ) async throws(BackendError) -> Value {
        try await pool.write { transaction in
            try LedgerCounters(transaction: transaction).lock()
            return try work(transaction)
        }
    }

    public func enqueue(_ id: JobID, size: Int64) async throws -> JobRecord {
        try await write { transaction in
            let table = JobTable(transaction: transaction)
            var row = try table.row(id)
            if [.queued, .converting, .publishing, .done].contains(row.record.job.state) { return row.record }
            try row.apply(.received)
            row.record.job.size = size
            return try table.update(row).record
        }
    }

    public func renew(_ token: ClaimToken, lease: Duration, progress: JobProgress?) async throws -> LeaseStatus {
        try await write { [clock] transaction in
            let now = try LeaseTime(clock: clock, transaction: transaction).advance().now
            let table = JobTable(transaction: transaction)
            guard let row = try table.row(heldBy: token) else { return .lost }
            try table.renew(row, lease: now.advanced(by: lease), progress: progress)
            let isPaused = try LedgerCounters(transaction: transaction).isQueuePaused
            return .held(jobPaused: row.record.job.paused, queuePaused: isPaused)
        }
    }

    public func nextDeadline() async throws -> Duration? {
        try await pool.read { [clock] transaction in
            let leaseTime = LeaseTime(clock: clock, transaction: transaction)
            let (wall, now) = try leaseTime.read()
            let paused = try LedgerCounters(transaction: transaction).isQueuePaused
            if !paused, try transaction.value("SELECT 1 FROM jobs WHERE `ready` = 1 LIMIT 1") != .null { return .zero }
            let leases = try JobTable(transaction: transaction).rows("WHERE `worker` IS NOT NULL")
                .compactMap(\.lease).map { $0.isPast(at: now) ? 0 : $0.milliseconds - now.milliseconds }
            let begin = try transaction.value("SELECT MIN(`notBefore`) FROM jobs WHERE `waiting` = 1").integer
            let waits = paused ? [] : [begin].compactMap { $0 }.map { max($0 - wall, 0) }
            let wait = (leases + waits).min().map { Duration.milliseconds($0) }
            return leases.isEmpty ? wait : [wait, leaseTime.longestWait].compactMap { $0 }.min()
        }
    }
}
