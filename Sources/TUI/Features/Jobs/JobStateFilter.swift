import SpoolAPI

/// Which jobs the list shows.
enum JobStateFilter: String, CaseIterable, Sendable {
    case all, active, waiting, failed, done

    func matches(_ job: Job) -> Bool {
        switch self {
        case .all: true
        case .active: job.state == .converting || job.state == .publishing || job.state == .receiving
        case .waiting: job.state == .queued
        case .failed: job.state == .failed || job.state == .cancelled
        case .done: job.state == .done
        }
    }

    var next: JobStateFilter {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
