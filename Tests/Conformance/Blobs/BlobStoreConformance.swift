import BackendCore
import Crypto

/// An empty blob store on a clock that the checks move.
public struct BlobStoreSubject: Sendable {
    public let store: any BlobStore
    public let clock: ManualClock
    /// The same store, opened anew as after a crash.
    public let reopen: @Sendable () async throws -> any BlobStore

    public init(
        store: any BlobStore, clock: ManualClock, reopen: @escaping @Sendable () async throws -> any BlobStore
    ) {
        self.store = store
        self.clock = clock
        self.reopen = reopen
    }

    @discardableResult
    func put(_ name: String, _ bytes: [UInt8], finish: Bool = true) async throws -> BlobID {
        let id = try BlobID(.mp3s, name)
        try await store.create(id)
        try await store.write(bytes, to: id, at: 0)
        if finish { try await store.finish(id, sha256: nil) } else { try await store.flush(id) }
        return id
    }
}

public enum BlobStoreConformance {
    public typealias Case = ConformanceCase<BlobStoreSubject>

    public static let all: [Case] = writing + reading + housekeeping

    /// Bytes that differ from place to place.
    static func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8)) } }

    static func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
