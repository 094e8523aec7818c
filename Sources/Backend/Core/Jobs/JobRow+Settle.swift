import SpoolAPI

extension JobRow {
    package mutating func settle(_ outcome: AttemptOutcome, wall: Timestamp) throws {
        switch outcome {
        case .done(let result, let warnings): try finish(result, warnings: warnings, wall: wall)
        case .failed(let failure): try fail(failure, wall: wall)
        case .crashed(let failure): try crash(failure, wall: wall)
        case .released: try release(wall: wall)
        }
    }

    /// True when `outcome` has been settled before: a reply may be lost and the call repeated, and nobody else can
    /// have brought the job of this fence into this state.
    package func hasSettled(_ outcome: AttemptOutcome) -> Bool {
        switch outcome {
        case .done(let result, _): record.job.state == .done && record.job.result?.sha256 == result.sha256
        case .failed(let failure): record.job.state == .failed && record.job.failure == failure
        case .crashed, .released: false
        }
    }
}

extension BackendError {
    package static let jobLost = BackendError(
        .leaseLost, "The job is no longer this worker's: it was cancelled, removed or given to another.")
    package static let noSuchJob = BackendError(.notFound, "There is no such job.")
    package static let jobTaken = BackendError(.taken, "A job with this id exists already.")
    package static let keyReused = BackendError(
        .keyReused, "This idempotency key was used for another request: take a new one.")
}
