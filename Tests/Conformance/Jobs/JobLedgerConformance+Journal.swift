import BackendCore
import SpoolAPI

extension JobLedgerConformance {
    static let journal: [Case] = [
        Case("every change has a revision of its own") { subject in
            try expectEqual(await subject.ledger.revision(), 0)
            let ids = try await subject.add("a", "b")
            let page = try await subject.ledger.changes(after: 0, limit: 10)
            try expectEqual(page.changes.compactMap(\.record?.id), ids)
            try expectEqual(page.revision, try await subject.ledger.revision())
            try expect(!page.hasMore && !page.reset)
            let revisions = page.changes.map(\.revision)
            try expect(Set(revisions).count == 2 && revisions == revisions.sorted())
        },
        Case("a job that changed often appears once, as it is now") { subject in
            let id = try await subject.add("a")[0]
            let claim = try await subject.claimed()
            try await subject.finish(claim)
            let changes = try await subject.ledger.changes(after: 0, limit: 10).changes
            try expectEqual(changes, [.job(try await subject.ledger.job(id, owner: nil))])
        },
        Case("nothing changed, nothing to tell") { subject in
            let id = try await subject.add("a")[0]
            let claim = try await subject.claimed()
            let before = try await subject.ledger.revision()
            _ = try await subject.ledger.renew(claim.token, lease: anyLease, progress: nil)
            _ = try await subject.ledger.perform(.resume, on: id, owner: nil)
            _ = try await subject.claim()
            try await subject.ledger.setQueuePaused(false)
            try expectEqual(await subject.ledger.revision(), before)
            let page = try await subject.ledger.changes(after: before, limit: 10)
            try expectEqual(page, JobChangePage(changes: [], revision: before, hasMore: false))
        },
        Case("progress is a change") { subject in
            _ = try await subject.add("a")
            let claim = try await subject.claimed()
            let before = try await subject.ledger.revision()
            let progress = JobProgress(done: 9, total: 10, speed: 30.5, updatedAt: 1)
            _ = try await subject.ledger.renew(claim.token, lease: anyLease, progress: progress)
            let changes = try await subject.ledger.changes(after: before, limit: 10).changes
            try expectEqual(changes.map(\.record?.job.progress), [progress])
        },
        Case("removals are told, with their owner") { subject in
            let id = try await subject.add("a", owner: UserID("o"))[0]
            let before = try await subject.ledger.revision()
            _ = try await subject.ledger.remove(id, owner: nil)
            let page = try await subject.ledger.changes(after: before, limit: 10)
            try expectEqual(
                page.changes, [.removed(JobRemoved(id: id, revision: page.revision), owner: UserID("o"))])
            try expect(page.revision > before)
        },
        Case("pausing the queue is told") { subject in
            try await subject.ledger.setQueuePaused(true)
            let page = try await subject.ledger.changes(after: 0, limit: 10)
            try expectEqual(page.changes, [.queuePaused(true, revision: page.revision)])
        },
        Case("pages of changes join") { subject in
            let ids = try await subject.add("a", "b", "c", "d", "e")
            _ = try await subject.ledger.remove(ids[1], owner: nil)
            _ = try await subject.ledger.perform(.cancel, on: ids[0], owner: nil)
            var (found, revision, hasMore): ([JobChange], Int64, Bool) = ([], 0, true)
            while hasMore {
                let page = try await subject.ledger.changes(after: revision, limit: 2)
                try expect(page.changes.count <= 2)
                found += page.changes
                (revision, hasMore) = (page.revision, page.hasMore)
            }
            try expectEqual(found, try await subject.ledger.changes(after: 0, limit: 100).changes)
            try expectEqual(found.count, 5)
        },
        Case("a revision that never was means: list anew") { subject in
            _ = try await subject.add("a")
            let now = try await subject.ledger.revision()
            let page = try await subject.ledger.changes(after: now + 1, limit: 10)
            try expectEqual(page, JobChangePage(changes: [], revision: now, hasMore: false, reset: true))
            try expect(try await subject.ledger.changes(after: -1, limit: 10).reset)
        },
        Case("a change wakes who waits") { subject in
            var signals = subject.ledger.signals().makeAsyncIterator()
            let id = try await subject.add("a")[0]
            try expect(await signals.next() != nil)
            _ = try await subject.ledger.perform(.cancel, on: id, owner: nil)
            try expect(await signals.next() != nil)
        },
    ]
}
