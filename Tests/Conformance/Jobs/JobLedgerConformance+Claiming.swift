import BackendCore
import SpoolAPI

extension JobLedgerConformance {
    static let claiming: [Case] = [
        Case("a claim shows the job as converting") { subject in
            let id = try await subject.add("a")[0]
            let claim = try await subject.claimed("worker-7")
            try expectEqual(claim.record.id, id)
            try expectEqual(claim.token.job, id)
            let job = try await subject.job(id)
            try expectEqual(job, claim.record.job)
            try expectEqual(job.state, .converting)
            try expectEqual(job.worker, "worker-7")
            try expectEqual(job.attempt, 1)
            try expectEqual(job.startedAt, subject.clock.wall())
            try expect(try await subject.claim() == nil)
        },
        Case("an empty ledger gives nothing") { subject in
            try expect(try await subject.claim() == nil)
            try expect(try await subject.ledger.nextDeadline() == nil)
        },
        Case("the highest priority comes first, then the oldest") { subject in
            _ = try await subject.add("a", "b", priority: 0)
            _ = try await subject.add("c", priority: -1)
            _ = try await subject.add("d", "e", priority: 100)
            try expectEqual(await subject.claimAll(), ["d", "e", "a", "b", "c"])
        },
        Case("owners take turns") { subject in
            _ = try await subject.add("a1", "a2", "a3", "a4", owner: UserID("a"))
            _ = try await subject.add("b1", "b2", owner: UserID("b"))
            _ = try await subject.add("c1", owner: UserID("c"))
            let names = try await subject.claimAll()
            try expectEqual(Set(names.prefix(3)), ["a1", "b1", "c1"])
            try expectEqual(Set(names.dropFirst(3).prefix(2)), ["a2", "b2"])
            try expectEqual(Array(names.suffix(2)), ["a3", "a4"])
        },
        Case("the owner with fewer running jobs comes first") { subject in
            _ = try await subject.add("a1", "a2", "a3", "a4", owner: UserID("a"))
            let first = try await subject.claimed()
            _ = try await subject.claimed()
            _ = try await subject.add("b1", "b2", "b3", owner: UserID("b"))
            try expectEqual(await subject.claimed().record.job.name, "b1")
            try expectEqual(await subject.claimed().record.job.name, "b2")
            try await subject.finish(first)
            try expectEqual(await subject.claimed().record.job.name, "a3")
        },
        Case("with as many running, the owner served longest ago comes first") { subject in
            _ = try await subject.add("a1", "a2", "a3", owner: UserID("a"))
            _ = try await subject.add("b1", "b2", "b3", owner: UserID("b"))
            var owners: [UserID] = []
            for _ in 0..<6 {
                let claim = try await subject.claimed()
                owners.append(claim.record.owner)
                try await subject.finish(claim)
            }
            try expect(zip(owners, owners.dropFirst()).allSatisfy { $0 != $1 }, "\(owners)")
        },
        Case("priority goes before fairness") { subject in
            _ = try await subject.add("a1", "a2", owner: UserID("a"), priority: 1)
            _ = try await subject.add("b1", owner: UserID("b"))
            try expectEqual(await subject.claimAll(), ["a1", "a2", "b1"])
        },
        Case("paused jobs are passed over") { subject in
            let ids = try await subject.add("a", "b")
            try expect(try await subject.ledger.perform(.pause, on: ids[0], owner: nil).job.paused)
            try expectEqual(await subject.claimAll(), ["b"])
            _ = try await subject.ledger.perform(.resume, on: ids[0], owner: nil)
            try expectEqual(await subject.claimAll(), ["a"])
        },
        Case("a paused queue gives nothing") { subject in
            _ = try await subject.add("a")
            try await subject.ledger.setQueuePaused(true)
            try expect(try await subject.ledger.isQueuePaused())
            try expect(try await subject.claim() == nil)
            try expect(try await subject.ledger.nextDeadline() == nil)
            try await subject.ledger.setQueuePaused(false)
            try expectEqual(await subject.ledger.nextDeadline(), .zero)
            try expectEqual(await subject.claimAll(), ["a"])
        },
        Case("a job waits for its time on the wall clock") { subject in
            _ = try await subject.add("later", notBefore: subject.clock.wall() + 60_000)
            try expect(try await subject.claim() == nil)
            try expectEqual(await subject.ledger.nextDeadline(), .seconds(60))
            subject.clock.advance(by: .milliseconds(59_999))
            try expect(try await subject.claim() == nil)
            try expectEqual(await subject.ledger.nextDeadline(), .milliseconds(1))
            subject.clock.advance(by: .milliseconds(1))
            try expectEqual(await subject.ledger.nextDeadline(), .zero)
            try expectEqual(await subject.claimAll(), ["later"])
        },
        Case("a job whose time has come keeps its place") { subject in
            _ = try await subject.add("first", notBefore: subject.clock.wall() + 1)
            _ = try await subject.add("second")
            subject.clock.advance(by: .seconds(1))
            try expectEqual(await subject.claimAll(), ["first", "second"])
        },
    ]
}
