import SpoolAPI

/// The set of jobs as the server's list and its event stream tell it: a pure merge.
///
/// A snapshot is read page by page, then the stream takes over from the revision of its **first** page, so that
/// what changed in between is told again. Of two states of a job the higher revision counts; a removed job does
/// not come back through an older page or a repeated event. Jobs stand in the order of their creation.
public struct JobFeed: Sendable {
    /// What the shell has to do next.
    public enum Action: Hashable, Sendable {
        /// Ask for the list's page after this cursor (nil is the first).
        case fetchPage(after: String?)
        /// Connect to the stream, or go on reading it, from this revision.
        case follow(after: Int64)
    }

    /// What people's views have to redraw.
    public enum Change: Hashable, Sendable {
        case added(Job)
        case updated(Job)
        case removed(JobID)
        case queue(QueueStatus)
    }

    private var byID: [JobID: Job] = [:]
    /// Creation order as far as it is known: (time, order of first sight).
    private var sequence: [JobID: Int] = [:]
    private var nextSequence = 0
    private var removed: [JobID: Int64] = [:]
    /// Jobs that the snapshot in progress has not shown yet; whatever it shows replaces them.
    private var unconfirmed: Set<JobID> = []
    private var snapshotRevision: Int64?

    /// The revision from which the stream is to go on.
    public private(set) var revision: Int64 = 0
    public private(set) var queue: QueueStatus?

    public init() {}

    public var count: Int { byID.count }
    public subscript(id: JobID) -> Job? { byID[id] }

    /// In the order of creation, oldest first.
    public var jobs: [Job] {
        byID.values.sorted { a, b in
            (a.createdAt, sequence[a.id] ?? 0) < (b.createdAt, sequence[b.id] ?? 0)
        }
    }

    /// Begins a snapshot, at the start and after a reset.
    public mutating func start() -> Action {
        unconfirmed = Set(byID.keys)
        removed = [:]
        snapshotRevision = nil
        return .fetchPage(after: nil)
    }

    /// Takes the page that was asked for.
    public mutating func receive(_ page: JobPage) -> (changes: [Change], next: Action) {
        let from = snapshotRevision ?? page.revision
        snapshotRevision = from
        let changes = page.jobs.compactMap { merge($0) }
        if let next = page.next { return (changes, .fetchPage(after: next)) }
        let gone = unconfirmed.sorted()
        for id in gone { forget(id, at: from) }
        unconfirmed = []
        snapshotRevision = nil
        revision = from
        return (changes + gone.map { .removed($0) }, .follow(after: from))
    }

    /// Takes one event. An action means that the stream cannot go on as it is.
    ///
    /// - Parameter id: the stream's id: the revision up to which everything has been told; nil when it has none.
    public mutating func receive(_ event: FeedEvent, id: Int64?) -> (changes: [Change], next: Action?) {
        defer { if case .hello = event {} else if let id { revision = max(revision, id) } }
        switch event {
        case .hello(let hello): return ([], hello.reset ? start() : nil)
        case .job(let job):
            return (merge(job).map { [$0] } ?? [], nil)
        case .removed(let removal):
            guard byID[removal.id].map({ $0.revision <= removal.revision }) ?? false else {
                removed[removal.id] = max(removed[removal.id] ?? 0, removal.revision)
                return ([], nil)
            }
            forget(removal.id, at: removal.revision)
            return ([.removed(removal.id)], nil)
        case .queue(let status):
            defer { queue = status }
            return (status == queue ? [] : [.queue(status)], nil)
        }
    }

    private mutating func merge(_ job: Job) -> Change? {
        if let gone = removed[job.id], job.revision <= gone { return nil }
        guard let known = byID[job.id] else {
            byID[job.id] = job
            sequence[job.id] = nextSequence
            nextSequence += 1
            return .added(job)
        }
        guard unconfirmed.remove(job.id) != nil || job.revision > known.revision else { return nil }
        byID[job.id] = job
        return job == known ? nil : .updated(job)
    }

    private mutating func forget(_ id: JobID, at revision: Int64) {
        byID[id] = nil
        sequence[id] = nil
        removed[id] = revision
    }
}
