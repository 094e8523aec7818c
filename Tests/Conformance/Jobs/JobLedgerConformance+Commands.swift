import BackendCore
import MediaTypes
import SpoolAPI

extension JobLedgerConformance {
    static let commands: [Case] = [
        Case("cancel ends a queued job") { subject in
            let id = try await subject.add("a")[0]
            let job = try await subject.ledger.perform(.cancel, on: id, owner: nil).job
            try expectEqual(job.state, .cancelled)
            try expectEqual(job.finishedAt, subject.clock.wall())
            let again = try await subject.ledger.perform(.cancel, on: id, owner: nil).job
            try expectEqual(again, job)
            try expect(try await subject.claim() == nil)
        },
        Case("cancel takes a converting job from its worker") { subject in
            let id = try await subject.add("a")[0]
            let token = try await subject.claimed().token
            try expectEqual(await subject.ledger.perform(.cancel, on: id, owner: nil).job.state, .cancelled)
            try expectEqual(await subject.ledger.renew(token, lease: anyLease, progress: nil), .lost)
            try await expectError(.leaseLost) { try await subject.ledger.beginPublishing(token, sampleResult) }
            try await expectError(.leaseLost) {
                try await subject.ledger.settle(token, .failed(sampleFailure), log: "")
            }
            subject.clock.advance(by: anyLease)
            try expect(try await subject.ledger.reclaim(.everything).isEmpty)
            try expectEqual(await subject.job(id).state, .cancelled)
        },
        Case("cancel is refused once publishing has begun") { subject in
            let id = try await subject.add("a")[0]
            let token = try await subject.claimed().token
            try await subject.ledger.beginPublishing(token, sampleResult)
            for command in [JobCommand.cancel, .pause, .retry, .patch(JobPatch(priority: 1))] {
                try await expectError(.conflict) { try await subject.ledger.perform(command, on: id, owner: nil) }
            }
            try await expectError(.conflict) { try await subject.ledger.remove(id, owner: nil) }
            try await subject.ledger.settle(token, .done(sampleResult, warnings: []), log: "")
            try await expectError(.conflict) { try await subject.ledger.perform(.cancel, on: id, owner: nil) }
        },
        Case("what may have been published stays known after a cancel") { subject in
            let id = try await subject.add("a")[0]
            try await subject.ledger.beginPublishing(try await subject.claimed().token, sampleResult)
            try await subject.ledger.reclaim(.everything)
            try expectEqual(await subject.ledger.perform(.cancel, on: id, owner: nil).publication, sampleResult)
        },
        Case("retry starts a failed or cancelled job anew, at the end") { subject in
            let ids = try await subject.add("a", "b", "c")
            let token = try await subject.claimed().token
            try await subject.ledger.settle(token, .failed(sampleFailure), log: "")
            _ = try await subject.ledger.perform(.cancel, on: ids[1], owner: nil)
            for id in ids.prefix(2) {
                let job = try await subject.ledger.perform(.retry, on: id, owner: nil).job
                try expectEqual(job.state, .queued)
                try expectEqual(job.attempt, 0)
                try expect(job.failure == nil && job.finishedAt == nil && job.startedAt == nil)
            }
            try expectEqual(await subject.claimAll(), ["c", "a", "b"])
            try await expectError(.conflict) { try await subject.ledger.perform(.retry, on: ids[0], owner: nil) }
        },
        Case("an old token stays void after a retry") { subject in
            let id = try await subject.add("a")[0]
            let old = try await subject.claimed().token
            _ = try await subject.ledger.perform(.cancel, on: id, owner: nil)
            _ = try await subject.ledger.perform(.retry, on: id, owner: nil)
            try expectEqual(await subject.ledger.renew(old, lease: anyLease, progress: nil), .lost)
            let new = try await subject.claimed().token
            try expect(new.fence > old.fence)
            try expectEqual(await subject.ledger.renew(old, lease: anyLease, progress: nil), .lost)
        },
        Case("options and priority change until the job starts") { subject in
            let id = try await subject.add("a")[0]
            var options = ConversionOptions()
            options.encoding = .cbr(320)
            let patch = JobPatch(priority: 7, options: options)
            let job = try await subject.ledger.perform(.patch(patch), on: id, owner: nil).job
            try expectEqual(job.priority, 7)
            try expectEqual(job.options, options)
            try await expectError(.invalid) {
                try await subject.ledger.perform(.patch(JobPatch(priority: -101)), on: id, owner: nil)
            }
            _ = try await subject.claimed()
            try await expectError(.conflict) { try await subject.ledger.perform(.patch(patch), on: id, owner: nil) }
        },
        Case("a deleted result is marked") { subject in
            let id = try await subject.add("a")[0]
            try await expectError(.conflict) { try await subject.ledger.perform(.forgetResult, on: id, owner: nil) }
            try await subject.finish(try await subject.claimed())
            let record = try await subject.ledger.perform(.forgetResult, on: id, owner: nil)
            try expectEqual(record.job.result?.available, false)
            try expectEqual(record.job.state, .done)
        },
        Case("removal is refused only while the job runs") { subject in
            let ids = try await subject.add("a", "b")
            let claim = try await subject.claimed()
            try await expectError(.conflict) { try await subject.ledger.remove(ids[0], owner: nil) }
            try expectEqual(await subject.ledger.remove(ids[1], owner: nil).job.name, "b")
            try await subject.finish(claim)
            try expectEqual(await subject.ledger.remove(ids[0], owner: nil).job.result, sampleResult)
            for id in ids {
                try await expectError(.notFound) { try await subject.ledger.job(id, owner: nil) }
                try await expectError(.notFound) { try await subject.ledger.remove(id, owner: nil) }
                try await expectError(.notFound) { try await subject.ledger.perform(.cancel, on: id, owner: nil) }
                try await expectError(.notFound) { try await subject.ledger.log(of: id, owner: nil) }
            }
        },
        Case("another owner's job is as good as missing") { subject in
            let id = try await subject.add("a", owner: UserID("a"))[0]
            let stranger = UserID("' OR '1'='1")
            try await expectError(.notFound) { try await subject.ledger.job(id, owner: stranger) }
            try await expectError(.notFound) { try await subject.ledger.perform(.cancel, on: id, owner: stranger) }
            try await expectError(.notFound) { try await subject.ledger.remove(id, owner: stranger) }
            try await expectError(.notFound) { try await subject.ledger.log(of: id, owner: stranger) }
            try expect(try await subject.ledger.list(JobQuery(owner: stranger)).records.isEmpty)
            try expect(try await subject.ledger.counts(owner: stranger, batch: nil).isEmpty)
            try expectEqual(await subject.ledger.job(id, owner: UserID("a")).job.state, .queued)
        },
        Case("counts follow the states") { subject in
            let ids = try await subject.add("a", "b", "c", "d")
            let batch = try await subject.job(ids[0]).batch
            _ = try await subject.add("other", owner: UserID("o"))
            _ = try await subject.ledger.perform(.cancel, on: ids[3], owner: nil)
            let first = try await subject.ledger.counts(owner: .local, batch: batch)
            try expectEqual(first, [.queued: 3, .cancelled: 1])
            try expectEqual(await subject.ledger.counts(owner: nil, batch: nil), [.queued: 4, .cancelled: 1])
            try expect(try await subject.ledger.counts(owner: UserID("o"), batch: batch).isEmpty)
        },
        Case("a forgotten source is neither kept nor retried") { subject in
            let job = NewJob(name: "u", source: try BlobID(.videos, "v"), size: 7)
            _ = try await subject.ledger.insert(NewBatch(jobs: [job]))
            try await expectError(.conflict) { try await subject.ledger.perform(.forgetSource, on: job.id, owner: nil) }
            _ = try await subject.ledger.perform(.cancel, on: job.id, owner: nil)
            for _ in 0..<2 {
                try expect(try await subject.ledger.perform(.forgetSource, on: job.id, owner: nil).source == nil)
            }
            try expect(try await subject.ledger.job(job.id, owner: nil).source == nil)
            try await expectError(.conflict) { try await subject.ledger.perform(.retry, on: job.id, owner: nil) }
        },
        Case("usage counts unfinished jobs, uploaded videos and kept MP3s of one owner") { subject in
            let (owner, big) = (UserID("u"), Int64(5_000_000_000))
            let jobs = ["v", "w"].map { NewJob(name: RawName($0), source: try? BlobID(.videos, $0), size: big) }
            _ = try await subject.ledger.insert(NewBatch(owner: owner, jobs: jobs))
            _ = try await subject.add("a", owner: UserID("z"))
            try expectEqual(await subject.ledger.usage(of: owner), JobUsage(unfinishedJobs: 2, bytes: 2 * big))
            _ = try await subject.ledger.perform(.cancel, on: jobs[1].id, owner: nil)
            let claim = try await subject.claimed()
            try expectEqual(claim.record.id, jobs[0].id)
            try await subject.finish(claim)
            try expectEqual(
                await subject.ledger.usage(of: owner), JobUsage(bytes: 2 * big + sampleResult.size))
            for job in jobs { _ = try await subject.ledger.perform(.forgetSource, on: job.id, owner: owner) }
            try expectEqual(await subject.ledger.usage(of: owner), JobUsage(bytes: sampleResult.size))
            _ = try await subject.ledger.perform(.forgetResult, on: jobs[0].id, owner: owner)
            try expectEqual(await subject.ledger.usage(of: owner), JobUsage())
            try expectEqual(await subject.ledger.usage(of: UserID("nobody")), JobUsage())
        },
    ]
}
