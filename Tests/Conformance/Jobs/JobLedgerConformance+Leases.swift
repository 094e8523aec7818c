import BackendCore
import MediaTypes
import SpoolAPI

extension JobLedgerConformance {
    static let leases: [Case] = [
        Case("a lease that has run out makes the job claimable") { subject in
            _ = try await subject.add("a")
            let first = try await subject.claimed("one")
            subject.clock.advance(by: anyLease - .milliseconds(1))
            try expect(try await subject.claim() == nil)
            try expectEqual(await subject.ledger.nextDeadline(), .milliseconds(1))
            subject.clock.advance(by: .milliseconds(1))
            let second = try await subject.claimed("two")
            try expectEqual(second.record.id, first.record.id)
            try expectEqual(second.record.job.attempt, 2)
            try expect(second.token.fence > first.token.fence)
        },
        Case("renewing keeps the job") { subject in
            let id = try await subject.add("a")[0]
            let claim = try await subject.claimed()
            for step in 1...5 {
                subject.clock.advance(by: .seconds(10))
                let progress = JobProgress(done: Int64(step), total: 10, speed: 2, updatedAt: subject.clock.wall())
                let status = try await subject.ledger.renew(claim.token, lease: anyLease, progress: progress)
                try expectEqual(status, .held(jobPaused: false, queuePaused: false))
                try expectEqual(await subject.job(id).progress, progress)
            }
            _ = try await subject.ledger.renew(claim.token, lease: anyLease, progress: nil)
            try expectEqual(await subject.job(id).progress?.done, 5)
            try expect(try await subject.ledger.reclaim(.expired).isEmpty)
        },
        Case("a late worker is fenced off") { subject in
            let id = try await subject.add("a")[0]
            let late = try await subject.claimed("late")
            subject.clock.advance(by: anyLease)
            let current = try await subject.claimed("current")
            let progress = JobProgress(done: 1, total: nil, speed: 1, updatedAt: 0)
            try expectEqual(await subject.ledger.renew(late.token, lease: anyLease, progress: progress), .lost)
            try await expectError(.leaseLost) { try await subject.ledger.beginPublishing(late.token, sampleResult) }
            for outcome: AttemptOutcome in [
                .done(sampleResult, warnings: []), .failed(sampleFailure), .crashed(sampleCrash), .released,
            ] {
                try await expectError(.leaseLost) { try await subject.ledger.settle(late.token, outcome, log: "x") }
            }
            try expectEqual(await subject.ledger.job(id, owner: nil), current.record)
            try await subject.finish(current)
            try await expectError(.leaseLost) {
                try await subject.ledger.settle(late.token, .done(sampleResult, warnings: []), log: "")
            }
        },
        Case("a worker that publishes late is fenced off too") { subject in
            _ = try await subject.add("a")
            let late = try await subject.claimed()
            try await subject.ledger.beginPublishing(late.token, sampleResult)
            subject.clock.advance(by: anyLease)
            let current = try await subject.claimed()
            try expectEqual(current.record.publication, sampleResult)
            try expectEqual(current.record.job.state, .converting)
            try await expectError(.leaseLost) {
                try await subject.ledger.settle(late.token, .done(sampleResult, warnings: []), log: "")
            }
            try await subject.finish(current)
        },
        Case("jumps of the wall clock expire nothing") { subject in
            _ = try await subject.add("a")
            let claim = try await subject.claimed()
            for jump in [2 * 24 * 3600, -2 * 24 * 3600, -3 * 3600, 3 * 3600] {
                subject.clock.jump(by: .seconds(jump))
                try expect(try await subject.claim() == nil)
                try expect(try await subject.ledger.reclaim(.expired).isEmpty)
            }
            subject.clock.jump(by: .seconds(-3 * 3600))
            subject.clock.advance(by: anyLease)
            try expectEqual(await subject.ledger.reclaim(.expired).map(\.id), [claim.record.id])
        },
        Case("a restart of the machine ends every lease") { subject in
            _ = try await subject.add("a")
            _ = try await subject.claim(lease: .seconds(100_000))
            subject.clock.reboot()
            try expectEqual(await subject.ledger.nextDeadline(), .zero)
            try expectEqual(await subject.claimed().record.job.attempt, 2)
        },
        Case("a new daemon may end every lease") { subject in
            _ = try await subject.add("a", "b")
            let first = try await subject.claimed()
            _ = try await subject.claimed()
            try expect(try await subject.ledger.reclaim(.expired).isEmpty)
            let reclaimed = try await subject.ledger.reclaim(.everything)
            try expectEqual(reclaimed.map(\.job.name.text).sorted(), ["a", "b"])
            try expect(reclaimed.allSatisfy { $0.job.state == .queued && $0.job.worker == nil })
            try expectEqual(await subject.ledger.renew(first.token, lease: anyLease, progress: nil), .lost)
        },
        Case("after all attempts the job has failed with the cause") { subject in
            let id = try await subject.add("a")[0]
            for attempt in 1...3 {
                try expectEqual(await subject.claimed().record.job.attempt, attempt)
                subject.clock.advance(by: anyLease)
            }
            try expect(try await subject.claim() == nil)
            let job = try await subject.job(id)
            try expectEqual(job.state, .failed)
            try expectEqual(job.failure?.code, .crashed)
            try expect(job.failure?.message.hasPrefix("converter crashed (") ?? false)
            try expectEqual(job.finishedAt, subject.clock.wall())
            try expect(job.worker == nil)
        },
        Case("flags reach the worker with its next renewal") { subject in
            let id = try await subject.add("a")[0]
            let token = try await subject.claimed().token
            _ = try await subject.ledger.perform(.pause, on: id, owner: nil)
            try expectEqual(
                await subject.ledger.renew(token, lease: anyLease, progress: nil),
                .held(jobPaused: true, queuePaused: false))
            try await subject.ledger.setQueuePaused(true)
            _ = try await subject.ledger.perform(.resume, on: id, owner: nil)
            try expectEqual(
                await subject.ledger.renew(token, lease: anyLease, progress: nil),
                .held(jobPaused: false, queuePaused: true))
        },
    ]
}
