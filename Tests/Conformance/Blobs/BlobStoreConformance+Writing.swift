import BackendCore

extension BlobStoreConformance {
    static let writing: [Case] = [
        Case("a blob is invisible until it is finished") { subject in
            let id = try await subject.put("a", [1, 2, 3], finish: false)
            try expectEqual(await subject.store.info(id), BlobInfo(id: id, size: 3, isFinished: false))
            try await expectError(.notFound) { try await subject.store.read(id, at: 0, count: 3) }
            try expectEqual(
                await subject.store.finish(id, sha256: nil), BlobInfo(id: id, size: 3, isFinished: true))
            try expectEqual(await subject.store.read(id, at: 0, count: 3), [1, 2, 3])
        },
        Case("chunks of any size join") { subject in
            let bytes = pattern(700_001)
            let id = try BlobID(.videos, "chunks")
            try await subject.store.create(id)
            var offset = 0
            for size in [1, 255 * 1024, 7, 300_000, 65_536, 700_000] where offset < bytes.count {
                let chunk = Array(bytes[offset..<min(offset + size, bytes.count)])
                try await subject.store.write(chunk, to: id, at: Int64(offset))
                offset += chunk.count
                try expectEqual(await subject.store.flush(id), Int64(offset))
            }
            let info = try await subject.store.finish(id, sha256: sha256(bytes))
            try expectEqual(info.size, Int64(bytes.count))
            try expectEqual(await subject.store.read(id, at: 0, count: bytes.count + 10), bytes)
        },
        Case("a gap is refused, rewriting is not") { subject in
            let id = try await subject.put("a", [1, 2, 3], finish: false)
            try await expectError(.offsetMismatch) { try await subject.store.write([9], to: id, at: 4) }
            try await expectError(.offsetMismatch) { try await subject.store.write([9], to: id, at: -1) }
            try await subject.store.write([8, 9, 10], to: id, at: 1)
            try expectEqual(await subject.store.flush(id), 4)
            try await subject.store.finish(id, sha256: nil)
            try expectEqual(await subject.store.read(id, at: 0, count: 9), [1, 8, 9, 10])
        },
        Case("an empty blob is a blob") { subject in
            let id = try await subject.put("empty", [])
            try expectEqual(await subject.store.info(id), BlobInfo(id: id, size: 0, isFinished: true))
            try expectEqual(await subject.store.read(id, at: 0, count: 1), [])
        },
        Case("creating again goes on where it was") { subject in
            let id = try await subject.put("a", [1, 2], finish: false)
            try await subject.store.create(id)
            try expectEqual(await subject.store.info(id)?.size, 2)
            try await subject.store.finish(id, sha256: nil)
            try await expectError(.taken) { try await subject.store.create(id) }
        },
        Case("a finished blob never changes") { subject in
            let id = try await subject.put("a", [1, 2])
            try await expectError(.notFound) { try await subject.store.write([9], to: id, at: 0) }
            try await expectError(.notFound) { try await subject.store.flush(id) }
            try expectEqual(await subject.store.finish(id, sha256: nil).size, 2)
            try expectEqual(await subject.store.read(id, at: 0, count: 2), [1, 2])
        },
        Case("a wrong checksum publishes nothing and can be mended") { subject in
            let id = try await subject.put("a", [1, 2, 4], finish: false)
            let wanted = sha256([1, 2, 3])
            try await expectError(.checksumMismatch) { try await subject.store.finish(id, sha256: wanted) }
            try expectEqual(await subject.store.info(id)?.isFinished, false)
            try await subject.store.write([3], to: id, at: 2)
            try expect(try await subject.store.finish(id, sha256: wanted.uppercased()).isFinished)
        },
        Case("nothing is written to a blob that was not created") { subject in
            let id = try BlobID(.mp3s, "none")
            try await expectError(.notFound) { try await subject.store.write([1], to: id, at: 0) }
            try await expectError(.notFound) { try await subject.store.flush(id) }
            try await expectError(.notFound) { try await subject.store.finish(id, sha256: nil) }
            try expect(try await subject.store.info(id) == nil)
        },
        Case("what was flushed is there after a crash") { subject in
            let bytes = pattern(100_000)
            let unfinished = try await subject.put("u", bytes, finish: false)
            let finished = try await subject.put("f", bytes)
            let reopened = try await subject.reopen()
            try expectEqual(try await reopened.info(unfinished)?.size, 100_000)
            try await reopened.write([7], to: unfinished, at: 100_000)
            try await reopened.finish(unfinished, sha256: sha256(bytes + [7]))
            try expectEqual(try await reopened.read(finished, at: 0, count: 200_000), bytes)
        },
    ]
}
