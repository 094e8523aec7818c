import BackendCore
import Foundation

@testable import BackendDistributed

/// A database of a test's own on the server of `SPOOL_TEST_MONGODB_URI`.
struct TestDatabase {
    let uri: String
    let name = "spool-test-\(UUID().uuidString.prefix(13).lowercased())"

    /// Throws with a hint when no server is named: these tests are not skipped.
    init() throws {
        guard let uri = ProcessInfo.processInfo.environment["SPOOL_TEST_MONGODB_URI"], !uri.isEmpty else {
            throw Missing()
        }
        // A server in Python that many tests ask at once answers when its turn comes.
        self.uri = uri + "&serverSelectionTimeoutMS=60000&connectTimeoutMS=60000&socketTimeoutMS=120000"
    }

    struct Missing: Error, CustomStringConvertible {
        let description = """
            SPOOL_TEST_MONGODB_URI is not set: these tests need a server. Start the test services with \
            Tests/services/up, which prints the environment to set.
            """
    }

    /// With chunks so small that little makes many of them.
    func store(clock: any SystemClock = KernelClock(), chunkSize: Int64 = 255 * 1024) throws -> GridFSBlobStore {
        try GridFSBlobStore(uri: uri, database: name, clock: clock, chunkSize: chunkSize)
    }

    /// Runs `work` with the driver itself, to look at what is stored and to damage it.
    func with<Value: Sendable>(_ work: @escaping @Sendable (GridFSBucket) throws -> Value) async throws -> Value {
        try await store().change(try BlobID(.mp3s, "any"), work)
    }

    func drop() async throws {
        try await with { _ = try $0.client.command(["dropDatabase": .int32(1)]) }
    }
}
