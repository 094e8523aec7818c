import BackendCore
import Testing

@testable import BackendDistributed

@Suite struct GridFSOutageTests {
    /// The URI asks for no journal: what is acknowledged survives SIGKILL of the server all the same.
    @Test func aKilledServerLosesNothingAndIsRefusedAtOnceUntilItIsBack() async throws {
        let server = try await TestServer()
        let uri = server.uri.replacing("journal=true", with: "journal=false")
        #expect(uri != server.uri)
        let store = try GridFSBlobStore(uri: uri)
        let (finished, unfinished) = (try BlobID(.mp3s, "finished"), try BlobID(.videos, "unfinished"))
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        for id in [finished, unfinished] {
            try await store.create(id)
            try await store.write(bytes, to: id, at: 0)
        }
        #expect(try await store.flush(unfinished) == 3_000_000)
        try await store.finish(finished, sha256: nil)
        try await server.kill()

        try await expectUnavailable {
            try await store.write([1], to: unfinished, at: 3_000_000); try await store.flush(unfinished)
        }
        try await eventually("the driver notices") { store.pool.isAway }
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<400 {
                group.addTask { try await expectUnavailable { _ = try await store.info(finished) } }
            }
            try await group.waitForAll()
        }
        // Waiting for a server takes 2 s a call: 400 of them on 8 threads 100 s.
        #expect(ContinuousClock.now - start < .seconds(20))

        try await server.start()
        let back = ContinuousClock.now
        try await eventually("the store is back") { (try? await store.info(finished)) != nil }
        print("GridFS: back after \(ContinuousClock.now - back)")
        #expect(try await store.flush(unfinished) == 3_000_000)
        try await store.write([1, 2, 3], to: unfinished, at: 3_000_000)
        #expect(try await store.finish(unfinished, sha256: nil).size == 3_000_003)
        let other = try GridFSBlobStore(uri: uri)
        #expect(try await other.read(finished, at: 0, count: .max) == bytes)
        #expect(try await other.read(unfinished, at: 0, count: .max) == bytes + [1, 2, 3])
        try await server.end()
    }

    @Test func aServerThatIsNotThereIsUnavailable() async throws {
        // The discard port, which nothing listens on.
        let store = try GridFSBlobStore(uri: "mongodb://127.0.0.1:9/")
        try await expectUnavailable { try await store.prepare() }
        try await expectUnavailable { _ = try await store.info(try BlobID(.mp3s, "a")) }
    }

    @Test(arguments: ["", "127.0.0.1", "http://127.0.0.1/", "mongodb://"])
    func whatIsNoURIIsSaid(uri: String) throws {
        let error = #expect(throws: BackendError.self) { try GridFSBlobStore(uri: uri) }
        #expect(error?.code == .invalid)
    }

    private func expectUnavailable(_ work: () async throws -> Void) async throws {
        let error = await #expect(throws: BackendError.self) { try await work() }
        #expect(error?.code == .unavailable)
    }
}
