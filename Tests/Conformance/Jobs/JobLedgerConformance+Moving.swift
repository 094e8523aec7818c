import BackendCore
import SpoolAPI

extension JobLedgerConformance {
    static let moving: [Case] = [
        Case("top and bottom") { subject in
            let ids = try await subject.add("a", "b", "c")
            try await subject.move(ids[2], .top)
            try await subject.move(ids[0], .bottom)
            try expectEqual(await subject.claimAll(), ["c", "b", "a"])
        },
        Case("up and down exchange neighbours") { subject in
            let ids = try await subject.add("a", "b", "c", "d")
            try await subject.move(ids[2], .up)
            try await subject.move(ids[0], .down)
            try await subject.move(ids[3], .down)
            try expectEqual(await subject.claimAll(), ["c", "a", "b", "d"])
        },
        Case("the first stays first and the last stays last") { subject in
            let ids = try await subject.add("a", "b")
            try await subject.move(ids[0], .up)
            try await subject.move(ids[1], .down)
            try expectEqual(await subject.claimAll(), ["a", "b"])
        },
        Case("moves stay within priority and owner") { subject in
            _ = try await subject.add("high", priority: 1)
            _ = try await subject.add("foreign", owner: UserID("o"), priority: 0)
            let ids = try await subject.add("a", "b")
            try await subject.move(ids[1], .up)
            try await subject.move(ids[1], .up)
            let names = try await subject.claimAll()
            try expectEqual(names.filter { $0 != "foreign" }, ["high", "b", "a"])
        },
        Case("a thousand moves lose no order") { subject in
            let ids = try await subject.add("a", "b", "c")
            for _ in 0..<200 {
                try await subject.move(ids[2], .up)
                try await subject.move(ids[2], .up)
                try await subject.move(ids[2], .down)
                try await subject.move(ids[2], .down)
            }
            try expectEqual(await subject.claimAll(), ["a", "b", "c"])
        },
        Case("new jobs queue up behind moved ones") { subject in
            let ids = try await subject.add("a", "b")
            try await subject.move(ids[0], .bottom)
            _ = try await subject.add("c")
            try expectEqual(await subject.claimAll(), ["b", "a", "c"])
        },
        Case("both jobs of an exchange show up as changed") { subject in
            let ids = try await subject.add("a", "b")
            let before = try await subject.ledger.revision()
            try await subject.move(ids[1], .up)
            let changes = try await subject.ledger.changes(after: before, limit: 10).changes
            try expectEqual(Set(changes.compactMap(\.record?.id)), Set(ids))
        },
        Case("only jobs that have not started move") { subject in
            let id = try await subject.add("a")[0]
            _ = try await subject.claimed()
            try await expectError(.conflict) { try await subject.move(id, .top) }
        },
    ]
}

extension JobLedgerSubject {
    fileprivate func move(_ id: JobID, _ move: JobPatch.Move) async throws {
        _ = try await ledger.perform(.patch(JobPatch(move: move)), on: id, owner: nil)
    }
}

extension JobChange {
    var record: JobRecord? {
        guard case .job(let record) = self else { return nil }
        return record
    }
}
