import BackendCore
import GRDB
import SpoolAPI

extension SQLiteJobLedger {
    public func beginPublishing(_ token: ClaimToken, _ publication: JobResult) async throws {
        try await database.write { db in
            let table = JobTable(db: db)
            guard var row = try table.row(heldBy: token) else { throw Self.lost }
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

    private static let lost = BackendError(
        .leaseLost, "The job is no longer this worker's: it was cancelled, removed or given to another.")

    /// A reply may be lost and the call repeated; nobody else can have brought the job into this state.
    private static func alreadySettled(
        _ token: ClaimToken, _ outcome: AttemptOutcome, in table: JobTable
    ) throws -> JobRecord {
        let row = try table.rows("WHERE id = ? AND fence = ?", [token.job.rawValue, token.fence]).first
        guard let record = row?.record else { throw lost }
        switch outcome {
        case .done(let result, _) where record.job.state == .done && record.job.result?.sha256 == result.sha256:
            return record
        case .failed(let failure) where record.job.state == .failed && record.job.failure == failure:
            return record
        default: throw lost
        }
    }
}

extension JobRow {
    fileprivate mutating func settle(_ outcome: AttemptOutcome, wall: Timestamp) throws {
        switch outcome {
        case .done(let result, let warnings): try finish(result, warnings: warnings, wall: wall)
        case .failed(let failure): try fail(failure, wall: wall)
        case .crashed(let failure): try crash(failure, wall: wall)
        case .released: try release(wall: wall)
        }
    }
}
