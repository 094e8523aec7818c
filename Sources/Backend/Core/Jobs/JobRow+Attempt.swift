import MediaTypes
import SpoolAPI

/// What an attempt does to a job, beyond its status.
extension JobRow {
    package mutating func claim(worker: String, until lease: BootInstant, wall: Timestamp) throws {
        try apply(.claim)
        fence += 1
        self.lease = lease
        record.job.worker = worker
        record.job.startedAt = wall
        record.job.progress = nil
        record.job.failure = nil
        record.job.warnings = []
    }

    package mutating func publish(_ publication: JobResult) throws {
        try apply(.publish)
        record.publication = publication
    }

    package mutating func finish(_ result: JobResult, warnings: [MediaWarning], wall: Timestamp) throws {
        try apply(.finish)
        record.job.result = result
        record.job.warnings = warnings
        endAttempt(wall: wall)
    }

    package mutating func fail(_ failure: MediaFailure, wall: Timestamp) throws {
        try apply(.fail)
        record.job.failure = failure
        endAttempt(wall: wall)
    }

    package mutating func crash(_ failure: MediaFailure, wall: Timestamp) throws {
        try apply(.crash)
        if record.job.state == .failed { record.job.failure = failure }
        endAttempt(wall: wall)
    }

    package mutating func release(wall: Timestamp) throws {
        try apply(.release)
        endAttempt(wall: wall)
    }

    /// The publication stays: whoever cancels has to look whether that MP3 is there.
    package mutating func cancel(wall: Timestamp) throws {
        try apply(.cancel)
        endAttempt(wall: wall)
    }

    package mutating func retry(rank: Int64) throws {
        try apply(.retry)
        record.job.rank = Double(rank)
        record.job.failure = nil
        record.job.warnings = []
        record.job.startedAt = nil
        record.job.finishedAt = nil
        waiting = false
    }

    package mutating func apply(_ event: JobEvent) throws {
        record.job.status = try JobMachine.apply(event, to: record.job.status)
    }

    private mutating func endAttempt(wall: Timestamp) {
        record.job.worker = nil
        record.job.progress = nil
        lease = nil
        if record.job.state.isFinal {
            record.job.finishedAt = record.job.finishedAt ?? wall
        } else {
            record.job.startedAt = nil
        }
        if record.job.state == .done { record.publication = nil }
    }
}
