import BackendCore

extension BlobStoreConformance {
    static let housekeeping: [Case] = [
        Case("deleting ends a blob in any state") { subject in
            let ids = [try await subject.put("a", [1]), try await subject.put("b", [1], finish: false)]
            for id in ids + [try BlobID(.videos, "never")] {
                try await subject.store.delete(id)
                try await subject.store.delete(id)
                try expect(try await subject.store.info(id) == nil)
            }
            try await subject.put("a", [5, 6])
            try expectEqual(await subject.store.read(ids[0], at: 0, count: 9), [5, 6])
        },
        Case("idle blobs are listed, finished or not, busy ones are not") { subject in
            let finished = try await subject.put("f", [1])
            let busy = try await subject.put("busy", [1], finish: false)
            let idle = try await subject.put("idle", [1, 2], finish: false)
            try expect(try await subject.store.list(idleFor: .seconds(600)).isEmpty)
            subject.clock.advance(by: .seconds(400))
            try await subject.store.write([2, 3], to: busy, at: 1)
            try expect(try await subject.store.list(idleFor: .seconds(600)).isEmpty)
            subject.clock.advance(by: .seconds(200))
            let listed = try await subject.store.list(idleFor: .seconds(600))
            try expectEqual(
                Set(listed),
                [BlobInfo(id: finished, size: 1, isFinished: true), BlobInfo(id: idle, size: 2, isFinished: false)])
        },
        Case("a jump of the wall clock makes no blob older") { subject in
            try await subject.put("a", [1], finish: false)
            try expect(try await subject.store.list(idleFor: .seconds(600)).isEmpty)
            subject.clock.jump(by: .seconds(2 * 24 * 3600))
            try expect(try await subject.store.list(idleFor: .seconds(600)).isEmpty)
        },
        Case("names that could lead elsewhere are refused") { _ in
            for name in [
                "", ".", "..", ".hidden", "a/b", "../a", "a\0b", "a b", "é", "a\n", "%2e",
                String(repeating: "a", count: 101),
            ] {
                try await expectError(.invalid) { try BlobID(.mp3s, name) }
            }
            for text in ["", "mp3s", "other/a", "mp3s/../videos/a", "/mp3s/a"] {
                try await expectError(.invalid) { try BlobID(parsing: text) }
            }
            let longest = try BlobID(.videos, String(repeating: "a", count: 100))
            try expectEqual(try BlobID(parsing: longest.description), longest)
        },
        Case("many blobs at once stay apart") { subject in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<24 {
                    group.addTask {
                        let bytes = [UInt8](repeating: UInt8(number), count: 10_000 + number)
                        let id = try await subject.put("n\(number)", bytes)
                        try expectEqual(await subject.store.read(id, at: 0, count: 100_000), bytes)
                    }
                }
                try await group.waitForAll()
            }
        },
    ]
}
