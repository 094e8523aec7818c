import BackendCore
import MediaTypes
import SpoolAPI

/// What a ledger does, without a store: the plainest code that keeps every promise.
public actor MemoryJobLedger: JobLedger {
    struct Entry {
        var record: JobRecord
        var fence: Int64 = 0
        var leaseEnd: BootInstant?
        var log: [String] = []
    }

    let clock: any SystemClock
    let signal = ChangeSignal()
    /// In the order of creation; a removed job leaves nil.
    var entries: [Entry?] = []
    var removals: [JobChange] = []
    var latest: Int64 = 0
    var queue = (paused: false, revision: Int64(0))
    private var submissions: [String: (fingerprint: String, receipt: JobReceipt)] = [:]
    private var ranks: ClosedRange<Double> = 0...0
    private var turns: [UserID] = []

    public init(clock: any SystemClock) {
        self.clock = clock
    }

    public func insert(_ batch: NewBatch) throws -> JobReceipt {
        try batch.validate()
        let submission = batch.idempotency.map { "\(batch.owner.rawValue)\n\($0.key)" }
        if let submission, let earlier = submissions[submission] {
            guard earlier.fingerprint == batch.idempotency?.fingerprint else {
                throw BackendError(.keyReused, "The key was used for another request.")
            }
            return earlier.receipt
        }
        guard batch.jobs.allSatisfy({ find($0.id) == nil }) else {
            throw BackendError(.taken, "A job with this id exists already.")
        }
        for new in batch.jobs { append(new, batch) }
        let receipt = JobReceipt(batch: batch.id, jobs: batch.jobs.map(\.id))
        if let submission, let key = batch.idempotency { submissions[submission] = (key.fingerprint, receipt) }
        signal.notify()
        return receipt
    }

    private func append(_ new: NewJob, _ batch: NewBatch) {
        latest += 1
        let job = Job(
            id: new.id, batch: batch.id, name: new.name, path: new.path, size: new.size, destination: new.destination,
            options: new.options, state: new.receiving ? .receiving : .queued, priority: new.priority,
            rank: bottomRank(), maxAttempts: new.maxAttempts, createdAt: clock.wall(), notBefore: new.notBefore,
            revision: latest)
        entries.append(
            Entry(record: JobRecord(job: job, owner: batch.owner, source: new.source, batchSize: batch.size)))
    }

    public func enqueue(_ id: JobID, size: Int64) throws -> JobRecord {
        let state = try entry(id, owner: nil).record.job.state
        if [.queued, .converting, .publishing, .done].contains(state) { return try entry(id, owner: nil).record }
        return try change(id, .received) { $0.record.job.size = size }
    }

    public func claimNext(worker: String, lease: Duration) throws -> JobClaim? {
        _ = try reclaim(.expired)
        guard !queue.paused else { return nil }
        let wall = clock.wall()
        let ready = entries.compactMap { $0?.record }.filter {
            $0.job.state == .queued && !$0.job.paused && $0.job.notBefore ?? 0 <= wall
        }
        let running = entries.compactMap { $0?.leaseEnd == nil ? nil : $0?.record.owner }
        func order(_ record: JobRecord) -> [Double] {
            [
                Double(-record.job.priority), Double(running.count { $0 == record.owner }),
                Double(turns.firstIndex(of: record.owner) ?? -1), record.job.rank,
            ]
        }
        guard let next = ready.min(by: { order($0).lexicographicallyPrecedes(order($1)) }) else { return nil }
        turns = turns.filter { $0 != next.owner } + [next.owner]
        let end = clock.monotonic().advanced(by: lease)
        let record = try change(next.id, .claim) {
            $0.fence += 1
            $0.leaseEnd = end
            $0.record.job.worker = worker
            $0.record.job.startedAt = wall
            $0.record.job.failure = nil
            $0.record.job.warnings = []
        }
        return JobClaim(record: record, token: ClaimToken(job: next.id, fence: try entry(next.id, owner: nil).fence))
    }

    public func renew(_ token: ClaimToken, lease: Duration, progress: JobProgress?) throws -> LeaseStatus {
        guard let index = held(token) else { return .lost }
        entries[index]?.leaseEnd = clock.monotonic().advanced(by: lease)
        if let progress {
            entries[index]?.record.job.progress = progress
            touch(index)
        }
        return .held(jobPaused: entries[index]?.record.job.paused ?? false, queuePaused: queue.paused)
    }

    public func beginPublishing(_ token: ClaimToken, _ publication: JobResult) throws {
        guard let index = held(token), let record = entries[index]?.record else { throw Self.lost }
        if record.job.state == .publishing, record.publication == publication { return }
        _ = try change(token.job, .publish) { $0.record.publication = publication }
    }

    public func reclaim(_ scope: ReclaimScope) throws -> [JobRecord] {
        let now = clock.monotonic()
        return try entries.compactMap { $0 }.compactMap { entry in
            guard let end = entry.leaseEnd, scope == .everything || end.isPast(at: now) else { return nil }
            let cause = "no sign of life from \(entry.record.job.worker ?? "its worker")"
            return try endAttempt(entry.record.id, .crash, log: cause) {
                guard $0.state == .failed else { return }
                $0.failure = MediaFailure(.crashed, "converter crashed (\(cause))")
            }
        }
    }

    public func nextDeadline() -> Duration? {
        let (wall, now) = (clock.wall(), clock.monotonic())
        let present = entries.compactMap { $0 }
        let waits = present.filter { $0.record.job.state == .queued && !$0.record.job.paused && !queue.paused }
            .map { max(($0.record.job.notBefore ?? wall) - wall, 0) }
        let leases = present.compactMap(\.leaseEnd).map { $0.isPast(at: now) ? 0 : $0.milliseconds - now.milliseconds }
        return (waits + leases).min().map { .milliseconds($0) }
    }

    static let lost = BackendError(.leaseLost, "The job is no longer this worker's.")

    func bottomRank() -> Double {
        ranks = ranks.lowerBound...(ranks.upperBound + 1)
        return ranks.upperBound
    }

    func topRank() -> Double {
        ranks = (ranks.lowerBound - 1)...ranks.upperBound
        return ranks.lowerBound
    }
}
