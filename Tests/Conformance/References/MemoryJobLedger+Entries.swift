import BackendCore
import MediaTypes
import SpoolAPI

extension MemoryJobLedger {
    func find(_ id: JobID) -> Int? { entries.firstIndex { $0?.record.id == id } }

    func held(_ token: ClaimToken) -> Int? {
        entries.firstIndex { $0?.record.id == token.job && $0?.fence == token.fence && $0?.leaseEnd != nil }
    }

    func entry(_ id: JobID, owner: UserID?) throws -> Entry {
        guard let index = find(id), let entry = entries[index], owner == nil || entry.record.owner == owner else {
            throw BackendError(.notFound, "There is no such job.")
        }
        return entry
    }

    func touch(_ index: Int) {
        latest += 1
        entries[index]?.record.job.revision = latest
        signal.notify()
    }

    func store(_ entry: Entry) -> JobRecord {
        guard let index = find(entry.record.id) else { return entry.record }
        entries[index] = entry
        touch(index)
        return entries[index]?.record ?? entry.record
    }

    func change(_ id: JobID, _ event: JobEvent, _ more: (inout Entry) throws -> Void = { _ in }) throws -> JobRecord {
        var entry = try entry(id, owner: nil)
        entry.record.job.status = try JobMachine.apply(event, to: entry.record.job.status)
        try more(&entry)
        return store(entry)
    }

    func endAttempt(
        _ id: JobID, _ event: JobEvent, log: String, _ more: (inout Job) -> Void = { _ in }
    ) throws -> JobRecord {
        let wall = clock.wall()
        return try change(id, event) { entry in
            if !log.isEmpty { entry.log.append(String(decoding: log.utf8.suffix(64 * 1024), as: UTF8.self)) }
            entry.leaseEnd = nil
            entry.record.job.worker = nil
            entry.record.job.progress = nil
            let isFinal = entry.record.job.state.isFinal
            entry.record.job.finishedAt = isFinal ? wall : nil
            if !isFinal { entry.record.job.startedAt = nil }
            if entry.record.job.state == .done { entry.record.publication = nil }
            more(&entry.record.job)
        }
    }

    public func settle(_ token: ClaimToken, _ outcome: AttemptOutcome, log: String) throws -> JobRecord {
        guard held(token) != nil else { return try alreadySettled(token, outcome) }
        switch outcome {
        case .done(let result, let warnings):
            return try endAttempt(token.job, .finish, log: log) { ($0.result, $0.warnings) = (result, warnings) }
        case .failed(let failure): return try endAttempt(token.job, .fail, log: log) { $0.failure = failure }
        case .crashed(let failure):
            return try endAttempt(token.job, .crash, log: log) { if $0.state == .failed { $0.failure = failure } }
        case .released: return try endAttempt(token.job, .release, log: log)
        }
    }

    private func alreadySettled(_ token: ClaimToken, _ outcome: AttemptOutcome) throws -> JobRecord {
        guard let entry = try? entry(token.job, owner: nil), entry.fence == token.fence else { throw Self.lost }
        let job = entry.record.job
        switch outcome {
        case .done(let result, _) where job.state == .done && job.result?.sha256 == result.sha256: return entry.record
        case .failed(let failure) where job.state == .failed && job.failure == failure: return entry.record
        default: throw Self.lost
        }
    }
}
