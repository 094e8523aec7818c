import BackendCore

extension BlobStoreConformance {
    static let reading: [Case] = [
        Case("ranges are exact, also across the borders of chunks") { subject in
            let bytes = pattern(600_000)
            let id = try await subject.put("a", bytes)
            let edges = [0, 1, 255 * 1024 - 1, 255 * 1024, 255 * 1024 + 1, 522_240, 599_999, 600_000]
            for offset in edges {
                for count in [0, 1, 2, 255 * 1024, 255 * 1024 + 1, 600_000] {
                    let wanted = Array(bytes[offset..<min(offset + count, bytes.count)])
                    let found = try await subject.store.read(id, at: Int64(offset), count: count)
                    try expect(found == wanted, "\(count) bytes at \(offset): \(found.count)")
                }
            }
        },
        Case("behind the end there is no range") { subject in
            let id = try await subject.put("a", [1, 2, 3])
            try expectEqual(await subject.store.read(id, at: 3, count: 5), [])
            for offset: Int64 in [4, -1, .max, .min] {
                try await expectError(.rangeNotSatisfiable) { try await subject.store.read(id, at: offset, count: 1) }
            }
            try expectEqual(await subject.store.read(id, at: 2, count: .max), [3])
            try expectEqual(await subject.store.read(id, at: 0, count: -5), [])
        },
        Case("a missing blob is not found") { subject in
            try await expectError(.notFound) { try await subject.store.read(try BlobID(.mp3s, "x"), at: 0, count: 1) }
        },
        Case("buckets are apart") { subject in
            let id = try await subject.put("same", [1])
            try expect(try await subject.store.info(try BlobID(.videos, "same")) == nil)
            try expectEqual(await subject.store.info(id)?.size, 1)
        },
    ]
}
