import BackendCore
import MediaTypes
import SpoolAPI

extension JobLedgerConformance {
    static let races: [Case] = [
        Case("many workers, no job twice") { subject in
            let jobs = (0..<200).map { NewJob(name: RawName("\($0)"), path: "/x") }
            let ids = try await subject.ledger.insert(NewBatch(jobs: jobs)).jobs
            let claimed = try await withThrowingTaskGroup(of: [JobID].self) { group in
                for worker in 0..<16 {
                    group.addTask {
                        var mine: [JobID] = []
                        while let claim = try await subject.claim("w\(worker)") { mine.append(claim.record.id) }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try expectEqual(claimed.count, ids.count)
            try expectEqual(Set(claimed), Set(ids))
        },
        Case("of cancel and publish one wins") { subject in
            for round in 0..<30 {
                let id = try await subject.add("\(round)")[0]
                let token = try await subject.claimed().token
                async let cancelled = succeeds(refusedBy: .conflict) {
                    try await subject.ledger.perform(.cancel, on: id, owner: nil)
                }
                async let published = succeeds(refusedBy: .leaseLost) { try await subject.finish(token) }
                let (cancel, publish) = try await (cancelled, published)
                try expect(cancel != publish, "cancelled: \(cancel), published: \(publish)")
                try expectEqual(await subject.job(id).state, cancel ? .cancelled : .done)
            }
        },
        Case("of two claims of an expired lease one wins") { subject in
            for _ in 0..<20 {
                let id = try await subject.add("a", attempts: 10)[0]
                _ = try await subject.claimed()
                subject.clock.advance(by: anyLease)
                async let one = subject.claim("one")
                async let two = subject.claim("two")
                let claims = try await [one, two].compactMap { $0 }
                try expectEqual(claims.count, 1)
                try await subject.finish(claims[0].token)
                _ = try await subject.ledger.remove(id, owner: nil)
            }
        },
        Case("who follows the changes has the whole ledger, removals too") { subject in
            let writers = Task {
                let outcome = await subject.live(writers: 6)
                // The follower's sign to stop, also after a failure.
                try await subject.ledger.setQueuePaused(true)
                try outcome.get()
            }
            var signals = subject.ledger.signals().makeAsyncIterator()
            var mirror: [JobID: JobRecord] = [:]
            var (revision, isLast): (Int64, Bool) = (0, false)
            while !isLast {
                let page = try await subject.ledger.changes(after: revision, limit: 7)
                try expect(!page.reset && page.revision >= revision)
                try expect(page.changes.allSatisfy { $0.revision > revision && $0.revision <= page.revision })
                for change in page.changes {
                    switch change {
                    case .job(let record): mirror[record.id] = record
                    case .removed(let removed, _): mirror[removed.id] = nil
                    case .queuePaused: isLast = true
                    }
                }
                revision = page.revision
                if page.changes.isEmpty { _ = await signals.next() }
            }
            try await writers.value
            let all = try await subject.ledger.list(JobQuery(limit: 1000)).records
            try expect(all.count > 50, "\(all.count)")
            try expectEqual(mirror, Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) }))
        },
    ]
}

extension JobLedgerSubject {
    fileprivate func finish(_ token: ClaimToken) async throws {
        try await ledger.beginPublishing(token, sampleResult)
        try await ledger.settle(token, .done(sampleResult, warnings: []), log: "")
    }

    /// A mix of everything that changes jobs; each writer leaves 12 of 20. The first failure ends them all: they wait
    /// for each other's jobs.
    fileprivate func live(writers: Int) async -> Result<Void, any Error> {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        for round in 0..<20 { try await live(UserID("owner-\(writer)"), round: round) }
                    }
                }
                try await group.waitForAll()
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// Other writers claim this one's jobs at any moment; then changing and removing are refused.
    private func live(_ owner: UserID, round: Int) async throws {
        let id = try await add("\(round)", owner: owner)[0]
        _ = try await succeeds(refusedBy: .conflict) {
            try await ledger.perform(.patch(JobPatch(priority: round % 3)), on: id, owner: owner)
        }
        if let claim = try await claim() {
            let progress = JobProgress(done: 1, total: 2, speed: 1, updatedAt: clock.wall())
            _ = try await ledger.renew(claim.token, lease: anyLease, progress: progress)
            try await finish(claim.token)
        }
        guard round % 5 < 2 else { return }
        var signals = ledger.signals().makeAsyncIterator()
        while try await !succeeds(refusedBy: .conflict, { try await ledger.remove(id, owner: owner) }) {
            _ = await signals.next()
            try Task.checkCancellation()
        }
    }
}

func succeeds(refusedBy code: BackendError.Code, _ work: () async throws -> some Any) async throws -> Bool {
    do {
        _ = try await work()
        return true
    } catch let error as BackendError where error.code == code {
        return false
    }
}
