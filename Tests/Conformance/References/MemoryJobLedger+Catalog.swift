import BackendCore
import SpoolAPI

extension MemoryJobLedger: JobCatalog, JobJournal {
    public func job(_ id: JobID, owner: UserID?) throws -> JobRecord { try entry(id, owner: owner).record }

    public func list(_ query: JobQuery) throws -> JobRecordPage {
        let start = query.after.map { Int($0) } ?? 0
        guard let start else { throw BackendError(.invalid, "This page does not exist.") }
        let found = entries.enumerated().filter { place, entry in
            guard let record = entry?.record else { return false }
            return place >= start && query.matches(record)
        }
        let page = found.prefix(min(max(query.limit, 1), 1000))
        return JobRecordPage(
            records: page.compactMap { $0.element?.record },
            next: page.count < found.count ? page.last.map { "\($0.offset + 1)" } : nil, revision: latest)
    }

    public func perform(_ command: JobCommand, on id: JobID, owner: UserID?) throws -> JobRecord {
        let before = try entry(id, owner: owner)
        switch command {
        case .cancel where before.record.job.state == .cancelled: return before.record
        case .cancel: return try endAttempt(id, .cancel, log: "")
        case .retry:
            try before.record.checkSource()
            let rank = bottomRank()
            return try change(id, .retry) { entry in
                entry.record.job.rank = rank
                entry.record.job.failure = nil
                entry.record.job.warnings = []
                entry.record.job.startedAt = nil
                entry.record.job.finishedAt = nil
            }
        case .pause: return try before.record.job.paused ? before.record : change(id, .pause)
        case .resume: return try before.record.job.paused ? change(id, .resume) : unchanged(before, .resume)
        case .patch(let patch): return try edit(id, patch)
        case .forgetResult:
            guard before.record.job.result != nil else { throw BackendError(.conflict, "The job has no MP3.") }
            var entry = before
            entry.record.job.result?.available = false
            return store(entry)
        case .forgetSource:
            try before.record.checkEnded()
            guard before.record.source != nil else { return before.record }
            var entry = before
            entry.record.source = nil
            return store(entry)
        }
    }

    private func unchanged(_ entry: Entry, _ event: JobEvent) throws -> JobRecord {
        _ = try JobMachine.apply(event, to: entry.record.job.status)
        return entry.record
    }

    private func edit(_ id: JobID, _ patch: JobPatch) throws -> JobRecord {
        if let priority = patch.priority, !NewJob.priorities.contains(priority) {
            throw BackendError(.invalid, "The priority must be between −100 and 100.")
        }
        let record = try change(id, .edit) { entry in
            entry.record.job.priority = patch.priority ?? entry.record.job.priority
            entry.record.job.options = patch.options ?? entry.record.job.options
        }
        return try patch.move.map { try move(record, $0) } ?? record
    }

    private func move(_ record: JobRecord, _ move: JobPatch.Move) throws -> JobRecord {
        let queue = entries.compactMap { $0?.record }.filter {
            $0.job.state == .queued && $0.owner == record.owner && $0.job.priority == record.job.priority
        }.sorted { $0.job.rank < $1.job.rank }
        func setRank(_ id: JobID, _ rank: Double) throws -> JobRecord {
            var entry = try entry(id, owner: nil)
            entry.record.job.rank = rank
            return store(entry)
        }
        switch move {
        case .top: return try setRank(record.id, topRank())
        case .bottom: return try setRank(record.id, bottomRank())
        case .up, .down:
            let neighbour =
                move == .up
                ? queue.last { $0.job.rank < record.job.rank } : queue.first { $0.job.rank > record.job.rank }
            guard let neighbour else { return record }
            _ = try setRank(neighbour.id, record.job.rank)
            return try setRank(record.id, neighbour.job.rank)
        }
    }

    public func remove(_ id: JobID, owner: UserID?) throws -> JobRecord {
        let record = try entry(id, owner: owner).record
        _ = try JobMachine.apply(.remove, to: record.job.status)
        if let index = find(id) { entries[index] = nil }
        latest += 1
        removals.append(.removed(JobRemoved(id: id, revision: latest), owner: record.owner))
        signal.notify()
        return record
    }

    public func log(of id: JobID, owner: UserID?) throws -> String {
        try entry(id, owner: owner).log.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
    }

    public func counts(owner: UserID?, batch: BatchID?) -> [JobState: Int] {
        let jobs = entries.compactMap { $0?.record }.filter { JobQuery(owner: owner, batch: batch).matches($0) }
        return Dictionary(grouping: jobs, by: \.job.state).mapValues(\.count)
    }

    public func usage(of owner: UserID) -> JobUsage {
        let records = entries.compactMap { $0?.record }.filter { $0.owner == owner }
        let bytes = records.map { record in
            (record.source == nil ? 0 : record.job.size)
                + (record.job.result?.available == true ? record.job.result?.size ?? 0 : 0)
        }
        return JobUsage(unfinishedJobs: records.count { !$0.job.state.isFinal }, bytes: bytes.reduce(0, +))
    }

    public func isQueuePaused() -> Bool { queue.paused }

    public func setQueuePaused(_ paused: Bool) {
        guard queue.paused != paused else { return }
        latest += 1
        queue = (paused, latest)
        signal.notify()
    }

    public func revision() -> Int64 { latest }

    public func changes(after revision: Int64, limit: Int) -> JobChangePage {
        guard (0...latest).contains(revision) else {
            return JobChangePage(changes: [], revision: latest, hasMore: false, reset: true)
        }
        let queued: [JobChange] = queue.revision > 0 ? [.queuePaused(queue.paused, revision: queue.revision)] : []
        let all = (entries.compactMap { $0.map { .job($0.record) } } + removals + queued)
            .filter { $0.revision > revision }.sorted { $0.revision < $1.revision }
        let page = Array(all.prefix(max(limit, 1)))
        let hasMore = all.count > page.count
        return JobChangePage(
            changes: page, revision: hasMore ? page.last?.revision ?? latest : latest, hasMore: hasMore)
    }

    public nonisolated func signals() -> AsyncStream<Void> { signal.subscribe() }
}

extension JobQuery {
    fileprivate func matches(_ record: JobRecord) -> Bool {
        func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
            bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        }
        let needle = folded((text ?? "").utf8)
        let isNamed = needle.isEmpty || folded(record.job.name.bytes).firstRange(of: needle) != nil
        return (owner == nil || owner == record.owner) && (batch == nil || batch == record.job.batch)
            && (states.isEmpty || states.contains(record.job.state)) && isKept(record)
            && (endedBefore == nil || (record.job.finishedAt ?? .max) < endedBefore ?? 0)
            && (isNamed || record.id.rawValue.utf8.starts(with: needle))
    }

    private func isKept(_ record: JobRecord) -> Bool {
        switch keeping {
        case nil: true
        case .source: record.source != nil
        case .result: record.job.result?.available == true
        }
    }
}
