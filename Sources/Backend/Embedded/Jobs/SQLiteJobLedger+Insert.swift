import BackendCore
import GRDB
import SpoolAPI

extension SQLiteJobLedger {
    /// Milliseconds that idempotency keys are kept: longer than any jump of the wall clock that goes unnoticed.
    private static let keyLifetime: Int64 = 7 * 24 * 3600 * 1000

    public func insert(_ batch: NewBatch) async throws -> JobReceipt {
        try batch.validate()
        let now = clock.wall()
        return try await database.write { db in
            if let earlier = try Self.receipt(of: batch, in: db) { return earlier }
            try Self.insertRows(batch, now: now, in: db)
            let receipt = JobReceipt(batch: batch.id, jobs: batch.jobs.map(\.id))
            try Self.remember(receipt, of: batch, now: now, in: db)
            return receipt
        }
    }

    private static func insertRows(_ batch: NewBatch, now: Timestamp, in db: Database) throws {
        let counters = LedgerCounters(db: db)
        let table = JobTable(db: db)
        let count = Int64(batch.jobs.count)
        let revision = try counters.next(.revision, count: batch.jobs.count) - count
        let rank = try counters.next(.lastRank, count: batch.jobs.count) - count
        do {
            for (place, new) in zip(Int64(1)..., batch.jobs) {
                try table.insert(JobRow(new, in: batch, rank: rank + place, revision: revision + place, now: now))
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw BackendError.jobTaken
        }
    }

    private static func receipt(of batch: NewBatch, in db: Database) throws -> JobReceipt? {
        guard let idempotency = batch.idempotency else { return nil }
        let row = try Row.fetchOne(
            db, sql: "SELECT fingerprint, receipt FROM submissions WHERE owner = ? AND key = ?",
            arguments: [batch.owner.rawValue, idempotency.key])
        guard let row else { return nil }
        guard row[0] == idempotency.fingerprint else {
            throw BackendError.keyReused
        }
        return try JSONText.decode(JobReceipt.self, row[1])
    }

    private static func remember(_ receipt: JobReceipt, of batch: NewBatch, now: Timestamp, in db: Database) throws {
        guard let idempotency = batch.idempotency else { return }
        try db.execute(sql: "DELETE FROM submissions WHERE createdAt < ?", arguments: [now - keyLifetime])
        try db.execute(
            sql: "INSERT INTO submissions (owner, key, fingerprint, receipt, createdAt) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                batch.owner.rawValue, idempotency.key, idempotency.fingerprint, JSONText.encode(receipt), now,
            ])
    }
}
