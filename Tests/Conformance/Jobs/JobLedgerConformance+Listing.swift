import BackendCore
import MediaTypes
import SpoolAPI

extension JobLedgerConformance {
    static let listing: [Case] = [
        Case("pages join without gap or overlap") { subject in
            let jobs = (0..<25).map { NewJob(name: RawName("\($0)"), path: "/x") }
            let ids = try await subject.ledger.insert(NewBatch(jobs: jobs)).jobs
            var (found, after, pages): ([JobID], String?, Int) = ([], nil, 0)
            repeat {
                let page = try await subject.ledger.list(JobQuery(after: after, limit: 10))
                found += page.records.map(\.id)
                after = page.next
                pages += 1
                try expectEqual(page.revision, try await subject.ledger.revision())
            } while after != nil
            try expectEqual(found, ids)
            try expectEqual(pages, 3)
        },
        Case("the last page says so even when it is full") { subject in
            _ = try await subject.add("a", "b")
            try expect(try await subject.ledger.list(JobQuery(limit: 2)).next == nil)
            try expect(try await subject.ledger.list(JobQuery(limit: 1)).next != nil)
        },
        Case("limits outside 1 … 1000 are brought inside") { subject in
            _ = try await subject.add("a", "b")
            try expectEqual(await subject.ledger.list(JobQuery(limit: 0)).records.count, 1)
            try expectEqual(await subject.ledger.list(JobQuery(limit: .max)).records.count, 2)
            try expectEqual(await subject.ledger.list(JobQuery(limit: .min)).records.count, 1)
        },
        Case("a cursor that is none is refused") { subject in
            for cursor in ["x", "1; DROP TABLE jobs", "", "1e3", "99999999999999999999"] {
                try await expectError(.invalid) { try await subject.ledger.list(JobQuery(after: cursor)) }
            }
        },
        Case("filters combine") { subject in
            let ids = try await subject.add("Alpha.mkv", "beta.mkv", "ALPHABET.avi")
            _ = try await subject.add("alpha.mkv", owner: UserID("o"))
            let batch = try await subject.job(ids[0]).batch
            _ = try await subject.ledger.perform(.cancel, on: ids[2], owner: nil)
            func names(_ query: JobQuery) async throws -> [String] {
                try await subject.ledger.list(query).records.map(\.job.name.text)
            }
            try expectEqual(await names(JobQuery(text: "alpha")), ["Alpha.mkv", "ALPHABET.avi", "alpha.mkv"])
            try expectEqual(await names(JobQuery(owner: .local, text: "ALPHA")), ["Alpha.mkv", "ALPHABET.avi"])
            try expectEqual(await names(JobQuery(owner: .local, states: [.queued])), ["Alpha.mkv", "beta.mkv"])
            try expectEqual(
                await names(JobQuery(owner: .local, states: [.queued, .cancelled, .done], limit: 3)),
                ["Alpha.mkv", "beta.mkv", "ALPHABET.avi"])
            try expectEqual(await names(JobQuery(states: [.cancelled, .queued], batch: batch, text: "bet")).count, 2)
            try expectEqual(await names(JobQuery(owner: UserID("o"), batch: batch)), [])
            try expectEqual(await names(JobQuery(states: [.failed])), [])
        },
        Case("text is text") { subject in
            _ = try await subject.add("100%_a'b\"c\\d?*.mkv", "plain.mkv")
            for text in ["%", "_", "'", "\"", "\\", "?", "*", "100%_a'b\"c\\d?*.mkv"] {
                try expectEqual(await subject.ledger.list(JobQuery(text: text)).records.count, 1)
            }
            try expectEqual(await subject.ledger.list(JobQuery(text: "")).records.count, 2)
            try expectEqual(await subject.ledger.list(JobQuery(text: "' OR 1=1 --")).records.count, 0)
        },
        Case("text finds ids by their beginning and names that are not UTF-8") { subject in
            let new = NewJob(name: RawName(bytes: [0xFF, 0x41, 0xFE]), path: "/x")
            _ = try await subject.ledger.insert(NewBatch(jobs: [new]))
            _ = try await subject.add("zzz")
            let prefix = String(new.id.rawValue.prefix(9)).uppercased()
            try expectEqual(await subject.ledger.list(JobQuery(text: prefix)).records.map(\.id), [new.id])
            try expectEqual(await subject.ledger.list(JobQuery(text: "a")).records.first?.id, new.id)
        },
        Case("ended jobs are found by their end and by what they still keep") { subject in
            let source = try BlobID(.videos, "v")
            let uploaded = NewJob(name: "u", source: source, size: 7)
            _ = try await subject.ledger.insert(NewBatch(jobs: [uploaded]))
            _ = try await subject.add("b", "c")
            try await subject.finish(try await subject.claimed())
            let first = try require(await subject.job(uploaded.id).finishedAt)
            subject.clock.advance(by: .seconds(1))
            try await subject.finish(try await subject.claimed())
            func names(_ query: JobQuery) async throws -> [String] {
                try await subject.ledger.list(query).records.map(\.job.name.text)
            }
            try expectEqual(await names(JobQuery(endedBefore: first)), [])
            try expectEqual(await names(JobQuery(endedBefore: first + 1)), ["u"])
            try expectEqual(await names(JobQuery(states: [.done, .failed], endedBefore: first + 2000)), ["u", "b"])
            try expectEqual(await names(JobQuery(keeping: .result)), ["u", "b"])
            _ = try await subject.ledger.perform(.forgetResult, on: uploaded.id, owner: nil)
            try expectEqual(await names(JobQuery(keeping: .result)), ["b"])
            try expectEqual(await names(JobQuery(states: [.done], keeping: .source)), ["u"])
            _ = try await subject.ledger.perform(.forgetSource, on: uploaded.id, owner: nil)
            try expectEqual(await names(JobQuery(keeping: .source)), [])
        },
    ]
}
