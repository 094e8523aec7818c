import BackendCore
import GRDB
import SpoolAPI

extension SQLiteJobLedger {
    public func beginPublishing(_ token: ClaimToken, _ publication: JobResult) async throws {
        try await database.write { db in
            let table = JobTable(db: db)
            guard var row = try table.row(heldBy: token) else { throw BackendError.jobLost }
            if row.record.job.state == .publishing, row.record.publication == publication { return }
            try row.publish(publication)
            try table.update(row)
        }
    }

    @discardableResult
    public func settle(_ token: ClaimToken, _ outcome: AttemptOutcome, log: String) async throws -> JobRecord {
        let wall = clock.wall()
        return try await database.write { db in
            let table = JobTable(db: db)
            guard var row = try table.row(heldBy: token) else {
                return try Self.alreadySettled(token, outcome, in: table)
            }
            try JobLog(db: db).append(log, to: row.record.id)
            try row.settle(outcome, wall: wall)
            return try table.update(row).record
        }
    }

    private static func alreadySettled(
        _ token: ClaimToken, _ outcome: AttemptOutcome, in table: JobTable
    ) throws -> JobRecord {
        let row = try table.rows("WHERE id = ? AND fence = ?", [token.job.rawValue, token.fence]).first
        guard let row, row.hasSettled(outcome) else { throw BackendError.jobLost }
        return row.record
    }
}
