import BackendCore
import Crypto
import SpoolAPI
import Testing

@testable import BackendDistributed

/// Against pymongo's GridFS, on the same server.
@Suite struct GridFSInteropTests {
    private let database: TestDatabase
    private let store: GridFSBlobStore

    init() throws {
        database = try TestDatabase()
        store = try database.store()
    }

    /// The bytes that `gridfs_peer.py` writes.
    private func content(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
    }

    private func peer(_ arguments: String...) async throws -> String {
        try await TestPython.run("gridfs_peer.py", [database.uri, database.name, "mp3s"] + arguments)
    }

    private func put(_ name: String, _ bytes: [UInt8], in other: GridFSBlobStore? = nil) async throws -> BlobID {
        let store = other ?? store
        let id = try BlobID(.mp3s, name)
        try await store.create(id, owner: UserID("ann"))
        try await store.write(bytes, to: id, at: 0)
        try await store.finish(id, sha256: nil)
        return id
    }

    @Test(arguments: [0, 1, 255 * 1024, 255 * 1024 + 1, 1_500_000])
    func theirsReadsOurs(size: Int) async throws {
        let bytes = content(size)
        _ = try await put("ours", bytes)
        let digest = SHA256.hash(data: bytes).hexadecimal
        let chunks = (size + 255 * 1024 - 1) / (255 * 1024)
        #expect(try await peer("read", "ours") == "\(digest) \(digest) ann \(size) \(chunks)")
        try await database.drop()
    }

    @Test func theyReadChunksOfTheUsualSize() async throws {
        let bytes = content(2 * 1020 * 1024 + 1)
        let usual = try GridFSBlobStore(uri: database.uri, database: database.name)
        let id = try await put("ours", bytes, in: usual)
        let digest = SHA256.hash(data: bytes).hexadecimal
        #expect(try await peer("read", "ours") == "\(digest) \(digest) ann \(bytes.count) 3")
        // Whatever size the reader would choose itself.
        for store in [usual, store] {
            let border = try await store.read(id, at: 1020 * 1024 - 1, count: 3)
            #expect(border == Array(bytes[(1020 * 1024 - 1)...].prefix(3)))
        }
        try await database.drop()
    }

    @Test(arguments: [(0, 1024), (700_001, 255 * 1024), (700_001, 1000), (65_536, 65_536)])
    func oursReadsTheirs(size: Int, chunkSize: Int) async throws {
        let digest = try await peer("write", "theirs", "\(size)", "\(chunkSize)")
        let id = try BlobID(.mp3s, "theirs")
        #expect(try await store.info(id) == BlobInfo(id: id, size: Int64(size), isFinished: true))
        let bytes = try await store.read(id, at: 0, count: .max)
        #expect(SHA256.hash(data: bytes).hexadecimal == digest)
        let part = try await store.read(id, at: Int64(size / 2), count: 70_000)
        #expect(part == Array(content(size)[(size / 2)...].prefix(70_000)))
        await #expect(throws: BackendError.self) { try await store.create(id) }
        try await store.delete(id)
        #expect(try await store.info(id) == nil)
        #expect(try await database.with { try $0.client.count([:], in: $0.chunks) } == 0)
        try await database.drop()
    }

    @Test(arguments: [("missing", 2), ("duplicate", 2), ("short", 2), ("long", 2), ("short", 5), ("missing", 5)])
    func damageIsFoundAndNothingShortIsGiven(how: String, chunk: Int) async throws {
        let bytes = content(5 * 255 * 1024 + 100)
        let id = try await put("damaged", bytes)
        _ = try await peer("damage", "damaged", how, "\(chunk)")
        let start = chunk * 255 * 1024
        for (offset, count) in [(0, bytes.count), (start, 1), (start - 1, 3)] {
            let error = await #expect(throws: BackendError.self) {
                try await store.read(id, at: Int64(offset), count: count)
            }
            #expect(error?.code == .corrupt)
        }
        // What is whole can still be read.
        #expect(try await store.read(id, at: 0, count: 2 * 255 * 1024) == Array(bytes.prefix(2 * 255 * 1024)))
        try await database.drop()
    }
}
