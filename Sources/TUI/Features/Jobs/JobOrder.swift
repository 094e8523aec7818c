import SpoolAPI

/// The two orders in which jobs are listed; neither depends on a job's progress, so rows stand still.
enum JobOrder: Sendable {
    /// As the queue takes them: priority, then rank.
    case queue
    /// Finished MP3s, newest first.
    case finished

    /// Nil when the job is not part of the list.
    func row(of job: Job, slot: Int) -> JobRow? {
        switch self {
        case .queue: return JobRow(first: Double(-job.priority), second: job.rank, slot: slot)
        case .finished:
            guard job.state == .done, job.result != nil else { return nil }
            return JobRow(first: -Double(job.finishedAt ?? job.createdAt), second: 0, slot: slot)
        }
    }
}
