import BackendCore
import GRDB
import SpoolAPI

/// The ledger of single-user mode. Of all processes on the file, those that claim must agree on the clock: leases
/// are instants of this boot.
public struct SQLiteJobLedger: JobLedger {
    let database: EmbeddedDatabase
    var clock: any SystemClock { database.clock }

    public init(_ database: EmbeddedDatabase) {
        self.database = database
    }

    public func enqueue(_ id: JobID, size: Int64) async throws -> JobRecord {
        try await database.write { db in
            let table = JobTable(db: db)
            var row = try table.row(id)
            if [.queued, .converting, .publishing, .done].contains(row.record.job.state) { return row.record }
            row.record.job.status = try JobMachine.apply(.received, to: row.record.job.status)
            row.record.job.size = size
            return try table.update(row).record
        }
    }

    public func renew(_ token: ClaimToken, lease: Duration, progress: JobProgress?) async throws -> LeaseStatus {
        let end = clock.monotonic().advanced(by: lease)
        return try await database.write(.process) { db in
            let table = JobTable(db: db)
            guard let row = try table.row(heldBy: token) else { return .lost }
            try table.renew(row, lease: end, progress: progress)
            return .held(jobPaused: row.record.job.paused, queuePaused: try LedgerCounters(db: db).isQueuePaused())
        }
    }

    public func nextDeadline() async throws -> Duration? {
        let (wall, now) = (clock.wall(), clock.monotonic())
        return try await database.read { db in
            let paused = try LedgerCounters(db: db).isQueuePaused()
            let isReady = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM jobs WHERE \(JobTable.ready))")
            if !paused, isReady == true { return .zero }
            let leases = try JobTable(db: db).rows("WHERE worker IS NOT NULL").compactMap(\.lease).map { lease in
                lease.isPast(at: now) ? 0 : lease.milliseconds - now.milliseconds
            }
            let begin = try Int64.fetchOne(db, sql: "SELECT min(notBefore) FROM jobs WHERE waiting = 1")
            let waits = paused ? [] : [begin].compactMap { $0 }.map { max($0 - wall, 0) }
            return (leases + waits).min().map { .milliseconds($0) }
        }
    }
}
