import BackendCore
import SpoolAPI

extension MySQLJobLedger {
    /// Milliseconds that idempotency keys are kept: longer than any jump of the wall clock that goes unnoticed.
    private static let keyLifetime: Int64 = 7 * 24 * 3600 * 1000

    public func insert(_ batch: NewBatch) async throws -> JobReceipt {
        try batch.validate()
        return try await write { [clock] transaction in
            if let earlier = try Self.receipt(of: batch, in: transaction) { return earlier }
            let now = try clock.time(transaction).wall
            try Self.insertRows(batch, now: now, in: transaction)
            let receipt = JobReceipt(batch: batch.id, jobs: batch.jobs.map(\.id))
            try Self.remember(receipt, of: batch, now: now, in: transaction)
            return receipt
        }
    }

    private static func insertRows(_ batch: NewBatch, now: Timestamp, in transaction: MySQLTransaction) throws {
        guard !batch.jobs.isEmpty else { return }
        let counters = LedgerCounters(transaction: transaction)
        let table = JobTable(transaction: transaction)
        let count = Int64(batch.jobs.count)
        let revision = try counters.next(.revision, count: count) - count
        let rank = try counters.next(.lastRank, count: count) - count
        do {
            for (place, new) in zip(Int64(1)..., batch.jobs) {
                try table.insert(JobRow(new, in: batch, rank: rank + place, revision: revision + place, now: now))
            }
        } catch let error as MySQLError where error.isDuplicate {
            throw BackendError.jobTaken
        }
    }

    private static func receipt(of batch: NewBatch, in transaction: MySQLTransaction) throws -> JobReceipt? {
        guard let idempotency = batch.idempotency else { return nil }
        let rows = try transaction.rows(
            "SELECT `fingerprint`, `receipt` FROM submissions WHERE `owner` = ? AND `key` = ?",
            [.text(batch.owner.rawValue), .text(idempotency.key)])
        guard let row = rows.first else { return nil }
        guard row[0].bytes == Array(idempotency.fingerprint.utf8) else { throw BackendError.keyReused }
        return try JSONText.decode(JobReceipt.self, row[1].text ?? "")
    }

    private static func remember(
        _ receipt: JobReceipt, of batch: NewBatch, now: Timestamp, in transaction: MySQLTransaction
    ) throws {
        guard let idempotency = batch.idempotency else { return }
        try transaction.execute("DELETE FROM submissions WHERE `createdAt` < ?", [.integer(now - keyLifetime)])
        try transaction.execute(
            "INSERT INTO submissions (`owner`, `key`, `fingerprint`, `receipt`, `createdAt`) VALUES (?, ?, ?, ?, ?)",
            [
                .text(batch.owner.rawValue), .text(idempotency.key), .text(idempotency.fingerprint),
                .text(try JSONText.encode(receipt)), .integer(now),
            ])
    }
}
