import BackendCore
import Crypto
import NIOCore

/// Brings the bytes of one upload into its blob: in large pieces, each hashed and written while the next is gathered.
/// Holds at most two pieces.
struct BlobWriter {
    /// Bytes.
    static let pieceSize = 1 << 19
    /// What comes slowly is written at least this often, so that nobody takes the blob for an abandoned one.
    private static let longestPause = Duration.seconds(60)

    private let store: any BlobStore
    private let blob: BlobID
    private var piece: [UInt8] = []
    /// Bytes handed over to be written.
    private var offset: Int64 = 0
    private var hash = SHA256()
    private var writing: Task<SHA256, any Error>?
    private var lastWrite = ContinuousClock.now

    init(_ store: any BlobStore, _ blob: BlobID) {
        self.store = store
        self.blob = blob
    }

    /// Bytes that have come.
    var size: Int64 { offset + Int64(piece.count) }

    mutating func append(_ bytes: ByteBuffer) async throws {
        if piece.isEmpty { piece.reserveCapacity(Self.pieceSize + bytes.readableBytes) }
        bytes.withUnsafeReadableBytes { piece.append(contentsOf: $0) }
        if piece.count >= Self.pieceSize || ContinuousClock.now - lastWrite > Self.longestPause { try await write() }
    }

    /// All is written, though not durable yet.
    ///
    /// - Returns: the SHA-256 of all bytes, as 64 lower-case hex digits.
    mutating func end() async throws -> String {
        if !piece.isEmpty { try await write() }
        try await settle()
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Waits until nothing is being written any more, well or not.
    mutating func abandon() async {
        _ = await writing?.result
        writing = nil
    }

    private mutating func write() async throws {
        try await settle()
        let (store, blob, bytes, place, before) = (store, blob, piece, offset, hash)
        offset += Int64(bytes.count)
        piece = []
        lastWrite = .now
        writing = Task {
            async let hashed = FileThreads.run {
                var next = before
                next.update(data: bytes)
                return next
            }
            try await store.write(bytes, to: blob, at: place)
            return try await hashed
        }
    }

    private mutating func settle() async throws {
        guard let task = writing else { return }
        writing = nil
        hash = try await task.value
    }
}
