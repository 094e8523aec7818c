import BackendConformance
import BackendCore
import BackendEmbedded
import Foundation
import Glibc
import MediaTypes
import Testing

@Suite struct FileBlobStoreTests {
    private let directory: TemporaryDirectory
    private let root: RawName

    init() throws {
        directory = try TemporaryDirectory()
        root = directory.name.appending("blobs")
    }

    @Test func filesAreWhereTheyAreSaidToBe() async throws {
        let store = try FileBlobStore(root: root)
        let id = try BlobID(.mp3s, "a")
        await #expect(throws: BackendError.self) { try await store.file(of: id) }
        try await store.create(id)
        let unfinished = try await store.file(of: id)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: unfinished.text))
        #expect(try await store.finish(id, sha256: nil).size == 3)
        let finished = try await store.file(of: id)
        #expect(finished == root.appending("mp3s/a"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: finished.text)) == Data([1, 2, 3]))
        #expect(!FileManager.default.fileExists(atPath: unfinished.text))
    }

    @Test func nobodyElseMayLook() async throws {
        let store = try FileBlobStore(root: root)
        let id = try BlobID(.videos, "a")
        try await store.create(id)
        try await store.finish(id, sha256: nil)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(root.text) == 0o700)
        #expect(try mode(root.text + "/videos") == 0o700)
        #expect(try mode(root.text + "/videos/a") == 0o600)
    }

    @Test func linksAreNotFollowed() async throws {
        let store = try FileBlobStore(root: root)
        let secret = directory.appending("secret")
        try Data("secret".utf8).write(to: URL(fileURLWithPath: secret))
        try FileManager.default.createSymbolicLink(atPath: root.text + "/mp3s/a", withDestinationPath: secret)
        try FileManager.default.createSymbolicLink(
            atPath: root.text + "/unfinished/mp3s/b", withDestinationPath: secret)
        await #expect(throws: BackendError.self) { try await store.read(try BlobID(.mp3s, "a"), at: 0, count: 9) }
        await #expect(throws: BackendError.self) { try await store.write([1], to: try BlobID(.mp3s, "b"), at: 0) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: secret)) == Data("secret".utf8))
    }

    @Test func rootsNeedNotBeUTF8() async throws {
        let odd = directory.name.appending(RawName(bytes: [0xFF, 0x27, 0x20]))
        let store = try FileBlobStore(root: odd)
        let id = try BlobID(.mp3s, "a")
        try await store.create(id)
        try await store.write([7], to: id, at: 0)
        try await store.finish(id, sha256: nil)
        #expect(try await FileBlobStore(root: odd).read(id, at: 0, count: 1) == [7])
        let path = try await store.file(of: id)
        #expect(path.withCString { access($0, F_OK) } == 0)
        _ = path.withCString { unlink($0) }
        for name in ["videos", "mp3s", "unfinished/videos", "unfinished/mp3s", "unfinished", "."] {
            _ = odd.appending(RawName(name)).withCString { rmdir($0) }
        }
        _ = odd.withCString { rmdir($0) }
    }

    /// On a file system of 1 MiB. Needs the right to mount, which `make test` in a container has.
    @Test(.enabled(if: geteuid() == 0, "SKIPPED: mounting a small tmpfs needs root"))
    func aFullDiskIsSaidAndHeals() async throws {
        let small = directory.appending("small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: false)
        guard mount("tmpfs", small, "tmpfs", 0, "size=1m") == 0 else {
            print("SKIPPED: a tmpfs cannot be mounted here: \(String(cString: strerror(errno)))")
            return
        }
        defer { umount2(small, CInt(MNT_DETACH)) }
        let store = try FileBlobStore(root: RawName(small).appending("blobs"))
        let (ballast, id) = (try BlobID(.videos, "ballast"), try BlobID(.mp3s, "a"))
        let block = [UInt8](repeating: 0xAB, count: 400_000)
        try await store.create(ballast)
        try await store.write(block, to: ballast, at: 0)
        try await store.create(id)
        try await store.write(block, to: id, at: 0)
        let acknowledged = try await store.flush(id)
        let error = await #expect(throws: BackendError.self) { try await store.write(block, to: id, at: 400_000) }
        #expect(error?.code == .diskFull)
        #expect(acknowledged == 400_000)
        #expect(try await store.info(id)?.isFinished == false)
        #expect(try #require(try await store.info(id)).size >= acknowledged)

        try await store.delete(ballast)
        try await store.write(block, to: id, at: 400_000)
        #expect(try await store.finish(id, sha256: nil).size == 800_000)
        #expect(try await store.read(id, at: 0, count: 900_000) == block + block)
    }

    @Test(.enabled(if: geteuid() == 0, "SKIPPED: mounting a small tmpfs needs root"))
    func aLedgerOnAFullDiskSaysSoAndHeals() async throws {
        let small = directory.appending("small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: false)
        guard mount("tmpfs", small, "tmpfs", 0, "size=1m") == 0 else {
            print("SKIPPED: a tmpfs cannot be mounted here: \(String(cString: strerror(errno)))")
            return
        }
        defer { umount2(small, CInt(MNT_DETACH)) }
        let database = try EmbeddedDatabase(path: small + "/spool.sqlite")
        let ledger = SQLiteJobLedger(database)
        let kept = try await ledger.insert(NewBatch(jobs: [NewJob(name: "kept", path: "/kept")])).jobs
        let ballast = small + "/ballast"
        let free = try #require(
            try FileManager.default.attributesOfFileSystem(forPath: small)[.systemFreeSize] as? NSNumber
        ).intValue
        try Data(count: max(free - 8192, 0)).write(to: URL(fileURLWithPath: ballast))
        let jobs = (0..<1000).map { NewJob(name: RawName("\($0)"), path: "/x") }
        let error = await #expect(throws: BackendError.self) { try await ledger.insert(NewBatch(jobs: jobs)) }
        #expect(error?.code == .diskFull)
        #expect(try await ledger.list(JobQuery()).records.map(\.id) == kept)

        try FileManager.default.removeItem(atPath: ballast)
        _ = try await ledger.insert(NewBatch(jobs: Array(jobs.prefix(20))))
        #expect(try await ledger.counts(owner: nil, batch: nil) == [.queued: 21])
        try database.close()
    }
}
