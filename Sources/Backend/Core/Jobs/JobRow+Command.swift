import SpoolAPI

extension JobRow {
    /// Everything of a command but a move, which is about other jobs too.
    /// - Parameter lastRank: takes the rank behind all others.
    package mutating func perform(
        _ command: JobCommand, wall: Timestamp, lastRank: () throws -> Int64
    ) throws {
        switch command {
        case .cancel where record.job.state == .cancelled: break
        case .cancel: try cancel(wall: wall)
        case .retry:
            try record.checkSource()
            try retry(rank: lastRank())
        case .pause: try apply(.pause)
        case .resume: try apply(.resume)
        case .patch(let patch): try edit(patch)
        case .forgetResult:
            guard record.job.result != nil else { throw BackendError(.conflict, "The job has no MP3.") }
            record.job.result?.available = false
        case .forgetSource:
            try record.checkEnded()
            record.source = nil
        }
    }

    private mutating func edit(_ patch: JobPatch) throws {
        try apply(.edit)
        if let priority = patch.priority {
            guard NewJob.priorities.contains(priority) else {
                throw BackendError(.invalid, "The priority must be between −100 and 100.")
            }
            record.job.priority = priority
        }
        if let options = patch.options { record.job.options = options }
    }
}
