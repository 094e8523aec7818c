import BackendCore
import SpoolAPI
import Synchronization

/// A store that lets nobody at its files, and that can go away.
final class RemoteBlobStore: BlobStore {
    var pieceSize: Int { store.pieceSize }

    private let store: any BlobStore
    private let state = Mutex((isAway: false, takesNothing: false, refusals: 0))

    init(_ store: any BlobStore) { self.store = store }

    var isAway: Bool {
        get { state.withLock { $0.isAway } }
        set { state.withLock { $0.isAway = newValue } }
    }

    /// Files can be read, none can be written.
    var takesNothing: Bool {
        get { state.withLock { $0.takesNothing } }
        set { state.withLock { $0.takesNothing = newValue } }
    }

    /// Calls that came in vain.
    var refusals: Int { state.withLock { $0.refusals } }

    private func reach(writes: Bool = false) throws -> any BlobStore {
        try state.withLock { state in
            guard state.isAway || writes && state.takesNothing else { return }
            state.refusals += 1
            throw BackendError(.unavailable, "The store is away.")
        }
        return store
    }

    func create(_ id: BlobID, owner: UserID?) async throws {
        try await reach(writes: true).create(id, owner: owner)
    }
    func write(_ bytes: [UInt8], to id: BlobID, at offset: Int64) async throws {
        try await reach().write(bytes, to: id, at: offset)
    }
    func flush(_ id: BlobID) async throws -> Int64 { try await reach().flush(id) }
    func finish(_ id: BlobID, sha256: String?) async throws -> BlobInfo { try await reach().finish(id, sha256: sha256) }
    func info(_ id: BlobID) async throws -> BlobInfo? { try await reach().info(id) }
    func read(_ id: BlobID, at offset: Int64, count: Int) async throws -> [UInt8] {
        try await reach().read(id, at: offset, count: count)
    }
    func delete(_ id: BlobID) async throws { try await reach().delete(id) }
    func list(idleFor age: Duration) async throws -> [BlobInfo] { try await reach().list(idleFor: age) }
}
