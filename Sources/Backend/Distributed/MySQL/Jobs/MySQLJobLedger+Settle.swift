import BackendCore
import SpoolAPI

extension MySQLJobLedger {
    public func beginPublishing(_ token: ClaimToken, _ publication: JobResult) async throws {
        try await write { transaction in
            let table = JobTable(transaction: transaction)
            guard var row = try table.row(heldBy: token) else { throw BackendError.jobLost }
            if row.record.job.state == .publishing, row.record.publication == publication { return }
            try row.publish(publication)
            try table.update(row)
        }
    }

    @discardableResult
    public func settle(_ token: ClaimToken, _ outcome: AttemptOutcome, log: String) async throws -> JobRecord {
        try await write { [clock] transaction in
            let wall = try clock.time(transaction).wall
            let table = JobTable(transaction: transaction)
            guard var row = try table.row(heldBy: token) else {
                return try Self.alreadySettled(token, outcome, in: table)
            }
            try JobLog(transaction: transaction).append(log, to: row.record.id)
            try row.settle(outcome, wall: wall)
            return try table.update(row).record
        }
    }

    private static func alreadySettled(
        _ token: ClaimToken, _ outcome: AttemptOutcome, in table: JobTable
    ) throws -> JobRecord {
        let rows = try table.rows(
            "WHERE `id` = ? AND `fence` = ?", [.text(token.job.rawValue), .integer(token.fence)])
        guard let row = rows.first, row.hasSettled(outcome) else { throw BackendError.jobLost }
        return row.record
    }
}
