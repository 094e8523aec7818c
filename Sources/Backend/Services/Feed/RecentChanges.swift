import BackendCore
import SpoolAPI

/// The latest changes of the ledger, the last state of each job once, so that many readers who are nearly up to
/// date need not ask the ledger.
struct RecentChanges: Sendable {
    private let capacity: Int
    /// Ascending by revision.
    private var changes: [JobChange] = []
    /// Everything that changed after this revision is here, or was superseded by something that is.
    private(set) var start: Int64
    /// The revision up to which the ledger has been read.
    private(set) var end: Int64

    init(at revision: Int64, capacity: Int = 1024) {
        self.capacity = capacity
        start = revision
        end = revision
    }

    mutating func append(_ page: JobChangePage) {
        if page.reset {
            self = RecentChanges(at: page.revision, capacity: capacity)
            return
        }
        let superseded = Set(page.changes.compactMap(\.subject))
        changes.removeAll { $0.subject.map(superseded.contains) ?? false }
        changes += page.changes
        end = max(end, page.revision)
        let excess = changes.count - capacity
        if excess > 0 {
            start = changes[excess - 1].revision
            changes.removeFirst(excess)
        }
    }

    /// nil when the ledger must be asked.
    func page(after revision: Int64, limit: Int) -> JobChangePage? {
        guard (start...end).contains(revision) else { return nil }
        let first = changes.firstIndex { $0.revision > revision } ?? changes.endIndex
        let page = changes[first...].prefix(limit)
        let hasMore = page.endIndex < changes.endIndex
        return JobChangePage(
            changes: Array(page), revision: hasMore ? page.last?.revision ?? end : end, hasMore: hasMore)
    }
}

extension JobChange {
    /// The job that it is about; nil for changes of the queue, which are kept each.
    fileprivate var subject: JobID? {
        switch self {
        case .job(let record): record.id
        case .removed(let removed, _): removed.id
        case .queuePaused: nil
        }
    }
}
