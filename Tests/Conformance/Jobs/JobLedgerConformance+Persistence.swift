import BackendCore
import SpoolAPI

extension JobLedgerConformance {
    static let persistence: [Case] = [
        Case("a crash of the process loses nothing") { subject in
            let ids = try await subject.add("done", "converting", "queued", "cancelled", "removed")
            try await subject.finish(try await subject.claimed())
            let held = try await subject.claimed("w1")
            _ = try await subject.ledger.perform(.cancel, on: ids[3], owner: nil)
            _ = try await subject.ledger.remove(ids[4], owner: nil)
            try await subject.ledger.setQueuePaused(true)
            let before = try await subject.ledger.list(JobQuery())
            let changes = try await subject.ledger.changes(after: 5, limit: 100)

            let reopened = try await subject.reopen()
            try expectEqual(try await reopened.list(JobQuery()), before)
            try expectEqual(try await reopened.changes(after: 5, limit: 100), changes)
            try expect(try await reopened.isQueuePaused())
            try expectEqual(
                try await reopened.renew(held.token, lease: anyLease, progress: nil),
                .held(jobPaused: false, queuePaused: true))
            try expectEqual(try await reopened.reclaim(.everything).map(\.id), [ids[1]])
            try expectEqual(await subject.ledger.renew(held.token, lease: anyLease, progress: nil), .lost)
        },
        Case("revisions and fences go on growing after a crash") { subject in
            _ = try await subject.add("a")
            let old = try await subject.claimed()
            let revision = try await subject.ledger.revision()
            let reopened = try await subject.reopen()
            try await reopened.reclaim(.everything)
            let new = try require(await reopened.claimNext(worker: "w2", lease: anyLease))
            try expect(new.token.fence > old.token.fence)
            try expect(try await reopened.revision() > revision)
        },
        Case("a call is carried out although its task is cancelled") { subject in
            _ = try await subject.add("a")
            let claim = try await subject.claimed()
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await subject.ledger.settle(claim.token, .released, log: "").job.state
            }
            try expectEqual(try await task.value, .queued)
        },
    ]
}
