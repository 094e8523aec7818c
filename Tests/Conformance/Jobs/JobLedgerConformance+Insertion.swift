import BackendCore
import MediaTypes
import SpoolAPI

extension JobLedgerConformance {
    static let insertion: [Case] = [
        Case("the receipt names the jobs in their order") { subject in
            let jobs = (0..<5).map { NewJob(name: RawName("\($0)"), path: RawName("/\($0)")) }
            let batch = NewBatch(jobs: jobs)
            let receipt = try await subject.ledger.insert(batch)
            try expectEqual(receipt, JobReceipt(batch: batch.id, jobs: jobs.map(\.id)))
            let stored = try await subject.ledger.list(JobQuery()).records
            try expectEqual(stored.map(\.id), receipt.jobs)
            try expect(stored.allSatisfy { $0.job.state == .queued && $0.job.attempt == 0 && $0.owner == .local })
            try expect(stored.allSatisfy { $0.job.createdAt == subject.clock.wall() && $0.job.maxAttempts == 3 })
        },
        Case("every field survives") { subject in
            var options = ConversionOptions()
            options.encoding = .abr(130)
            options.tags = ["title": "x'); DROP TABLE jobs; --", "artist": ""]
            let later = subject.clock.wall() + 5000
            let new = NewJob(
                name: "n", source: try BlobID(.videos, "up.1"), size: 1 << 40,
                destination: RawName(bytes: [0x2F, 0xC3]),
                options: options, receiving: true, priority: -100, notBefore: later, maxAttempts: 2)
            let batch = NewBatch(owner: UserID("ünï"), jobs: [new], size: 7)
            _ = try await subject.ledger.insert(batch)
            let record = try await subject.ledger.job(new.id, owner: UserID("ünï"))
            var wanted = Job(
                id: new.id, batch: batch.id, name: "n", size: 1 << 40, destination: RawName(bytes: [0x2F, 0xC3]),
                options: options, state: .receiving, priority: -100, maxAttempts: 2, createdAt: subject.clock.wall(),
                notBefore: later)
            wanted.rank = record.job.rank
            wanted.revision = record.job.revision
            try expectEqual(record, JobRecord(job: wanted, owner: UserID("ünï"), source: new.source, batchSize: 7))
        },
        Case("the same idempotency key inserts once") { subject in
            func batch() -> NewBatch {
                NewBatch(jobs: [NewJob(name: "a", path: "/a")], idempotency: IdempotencyKey("k", fingerprint: "f"))
            }
            let first = try await subject.ledger.insert(batch())
            let second = try await subject.ledger.insert(batch())
            try expectEqual(second, first)
            _ = try await subject.ledger.remove(first.jobs[0], owner: nil)
            try expectEqual(await subject.ledger.insert(batch()), first)
            try expectEqual(await subject.ledger.list(JobQuery()).records.count, 0)
            subject.clock.jump(by: .seconds(2 * 24 * 3600))
            try expectEqual(await subject.ledger.insert(batch()), first)
        },
        Case("the same key for another request is refused") { subject in
            func batch(_ fingerprint: String, _ owner: UserID = .local) -> NewBatch {
                NewBatch(
                    owner: owner, jobs: [NewJob(name: "a", path: "/a")],
                    idempotency: IdempotencyKey("k", fingerprint: fingerprint))
            }
            _ = try await subject.ledger.insert(batch("f"))
            try await expectError(.keyReused) { try await subject.ledger.insert(batch("g")) }
            _ = try await subject.ledger.insert(batch("g", UserID("other")))
            try expectEqual(await subject.ledger.list(JobQuery()).records.count, 2)
        },
        Case("simultaneous requests with one key insert once") { subject in
            let receipts = try await withThrowingTaskGroup(of: JobReceipt.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        try await subject.ledger.insert(
                            NewBatch(
                                jobs: [NewJob(name: "a", path: "/a")],
                                idempotency: IdempotencyKey("k", fingerprint: "f")))
                    }
                }
                return try await group.reduce(into: Set<JobReceipt>()) { $0.insert($1) }
            }
            try expectEqual(receipts.count, 1)
            try expectEqual(await subject.ledger.list(JobQuery()).records.count, 1)
        },
        Case("a batch is inserted whole or not at all") { subject in
            let known = try await subject.add("known")[0]
            let before = try await subject.ledger.revision()
            try await expectError(.taken) {
                try await subject.ledger.insert(
                    NewBatch(jobs: [NewJob(name: "b", path: "/b"), NewJob(id: known, name: "c", path: "/c")]))
            }
            try await expectError(.invalid) {
                try await subject.ledger.insert(
                    NewBatch(jobs: [NewJob(name: "b", path: "/b"), NewJob(name: "c", path: "/c", priority: 101)]))
            }
            try await expectError(.invalid) { try await subject.ledger.insert(NewBatch(jobs: [NewJob(name: "d")])) }
            for id in ["", "a b", "a/b", "a\0b", "é", String(repeating: "a", count: 65)] {
                let job = NewJob(id: JobID(id), name: "e", path: "/e")
                try await expectError(.invalid) { try await subject.ledger.insert(NewBatch(jobs: [job])) }
                try await expectError(.invalid) { try await subject.ledger.insert(NewBatch(id: BatchID(id), jobs: [])) }
            }
            try expectEqual(await subject.ledger.list(JobQuery()).records.map(\.id), [known])
            try expectEqual(await subject.ledger.revision(), before)
        },
        Case("names survive byte for byte") { subject in
            let names = awkwardNames
            let jobs = names.map { NewJob(name: $0, path: RawName("/").appending($0), destination: $0) }
            let ids = try await subject.ledger.insert(NewBatch(jobs: jobs)).jobs
            for (id, name) in zip(ids, names) {
                let job = try await subject.job(id)
                try expectEqual(job.name, name)
                try expectEqual(job.path, RawName("/").appending(name))
                try expectEqual(job.destination, name)
            }
        },
        Case("an upload that is complete is queued") { subject in
            let new = NewJob(name: "v", source: try BlobID(.videos, "v"), receiving: true)
            _ = try await subject.ledger.insert(NewBatch(jobs: [new]))
            try expect(try await subject.claim() == nil)
            try expectEqual(await subject.ledger.enqueue(new.id, size: 77).job.state, .queued)
            try expectEqual(await subject.ledger.enqueue(new.id, size: 77).job.size, 77)
            try expectEqual(await subject.claimed().record.id, new.id)
            try expectEqual(await subject.ledger.enqueue(new.id, size: 77).job.state, .converting)
            try await expectError(.notFound) { try await subject.ledger.enqueue(.random(), size: 1) }
        },
    ]

    static let awkwardNames: [RawName] = [
        RawName(bytes: [0xFF, 0xFE, 0x2E, 0x6D, 0x6B, 0x76]), RawName(bytes: [0xC3]), RawName(bytes: 1...255),
        RawName(bytes: [UInt8](repeating: 0xE2, count: 255)), RawName(String(repeating: "x", count: 255)),
        "'; DROP TABLE jobs; --", "\" OR 1=1 --", "%_\\*?[]", "?1 :owner @x $y", "\u{202E}gpj.mkv", "a\nb\r\u{1B}[31m",
        "",
        "e\u{301}.mkv", "\u{E9}.mkv",
    ]
}
