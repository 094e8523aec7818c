import BackendCore
import MediaTypes
import SpoolAPI

extension JobLedgerConformance {
    static let outcomes: [Case] = [
        Case("done keeps the result and the warnings") { subject in
            let id = try await subject.add("a")[0]
            let token = try await subject.claimed().token
            try await subject.ledger.beginPublishing(token, sampleResult)
            try expectEqual(await subject.ledger.job(id, owner: nil).publication, sampleResult)
            try expectEqual(await subject.job(id).state, .publishing)
            subject.clock.advance(by: .seconds(1))
            let warnings = [MediaWarning(.renamed, "a (2).mp3 was taken")]
            let record = try await subject.ledger.settle(token, .done(sampleResult, warnings: warnings), log: "ok")
            try expectEqual(record, try await subject.ledger.job(id, owner: nil))
            try expectEqual(record.job.state, .done)
            try expectEqual(record.job.result, sampleResult)
            try expectEqual(record.job.warnings, warnings)
            try expectEqual(record.job.finishedAt, subject.clock.wall())
            try expect(record.publication == nil && record.job.worker == nil && record.job.progress == nil)
        },
        Case("nothing is done before it is published") { subject in
            let id = try await subject.add("a")[0]
            let token = try await subject.claimed().token
            try await expectError(.conflict) {
                try await subject.ledger.settle(token, .done(sampleResult, warnings: []), log: "")
            }
            try expectEqual(await subject.job(id).state, .converting)
            try expectEqual(await subject.ledger.log(of: id, owner: nil), "")
        },
        Case("repeating a final outcome is harmless") { subject in
            let ids = try await subject.add("a", "b")
            let (a, b) = (try await subject.claimed().token, try await subject.claimed().token)
            try await subject.ledger.beginPublishing(a, sampleResult)
            try await subject.ledger.beginPublishing(a, sampleResult)
            let done = try await subject.ledger.settle(a, .done(sampleResult, warnings: []), log: "once")
            try expectEqual(await subject.ledger.settle(a, .done(sampleResult, warnings: []), log: "once"), done)
            let failed = try await subject.ledger.settle(b, .failed(sampleFailure), log: "")
            try expectEqual(await subject.ledger.settle(b, .failed(sampleFailure), log: ""), failed)
            try expectEqual(await subject.ledger.log(of: ids[0], owner: nil), "once\n")
            try await expectError(.leaseLost) { try await subject.ledger.settle(a, .failed(sampleFailure), log: "") }
            try await expectError(.leaseLost) { try await subject.ledger.settle(b, .released, log: "") }
        },
        Case("a failure of the media is final") { subject in
            let id = try await subject.add("a")[0]
            let token = try await subject.claimed().token
            let record = try await subject.ledger.settle(token, .failed(sampleFailure), log: "")
            try expectEqual(record.job.state, .failed)
            try expectEqual(record.job.failure, sampleFailure)
            try expectEqual(record.job.finishedAt, subject.clock.wall())
            try expect(try await subject.claim() == nil)
            try expectEqual(await subject.job(id), record.job)
        },
        Case("a crash is tried again, three times in all") { subject in
            let id = try await subject.add("a", attempts: 3)[0]
            for attempt in 1...3 {
                let claim = try await subject.claimed()
                try expectEqual(claim.record.job.attempt, attempt)
                let job = try await subject.ledger.settle(claim.token, .crashed(sampleCrash), log: "n\(attempt)").job
                try expectEqual(job.state, attempt < 3 ? .queued : .failed)
                try expectEqual(job.failure, attempt < 3 ? nil : sampleCrash)
            }
            try expect(try await subject.claim() == nil)
            try expectEqual(await subject.ledger.log(of: id, owner: nil), "n1\nn2\nn3\n")
        },
        Case("giving back does not count as an attempt") { subject in
            _ = try await subject.add("a", "b")
            var fences: Set<Int64> = []
            for _ in 0..<5 {
                let claim = try await subject.claimed()
                try expectEqual(claim.record.job.name, "a")
                try expectEqual(claim.record.job.attempt, 1)
                try expect(fences.insert(claim.token.fence).inserted, "a fence was used twice")
                let job = try await subject.ledger.settle(claim.token, .released, log: "").job
                try expectEqual(job.state, .queued)
                try expect(job.worker == nil && job.startedAt == nil && job.progress == nil)
            }
        },
        Case("a long log keeps its end") { subject in
            let id = try await subject.add("a")[0]
            let log = String(repeating: "é", count: 100_000) + "the end"
            _ = try await subject.ledger.settle(try await subject.claimed().token, .failed(sampleFailure), log: log)
            let kept = try await subject.ledger.log(of: id, owner: nil)
            try expect(kept.hasSuffix("the end\n") && kept.utf8.count <= 64 * 1024 + 8, "\(kept.utf8.count)")
        },
    ]
}
