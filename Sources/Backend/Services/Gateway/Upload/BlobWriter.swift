import BackendCore
import Crypto
import NIOCore
import SpoolAPI

/// Brings the bytes of one upload into its blob: in large pieces, each hashed, where that is wanted, while it is written.
/// Holds one piece.
struct BlobWriter {
    /// Bytes: a chunk of GridFS, which then need not be gathered again.
    static let pieceSize = 1020 << 10
    /// What comes slowly is written at least this often, so that nobody takes the blob for an abandoned one.
    private static let longestPause = Duration.seconds(60)

    private let store: any BlobStore
    private let blob: BlobID
    private var piece: [UInt8] = []
    /// Bytes that have been written.
    private var offset: Int64 = 0
    /// nil when nobody wants to know.
    private var hash: SHA256?
    private var lastWrite = ContinuousClock.now

    init(_ store: any BlobStore, _ blob: BlobID, isHashed: Bool) {
        self.store = store
        self.blob = blob
        hash = isHashed ? SHA256() : nil
    }

    /// Bytes that have come.
    var size: Int64 { offset + Int64(piece.count) }

    mutating func append(_ bytes: ByteBuffer) async throws {
        var bytes = bytes
        while let part = bytes.readSlice(length: min(bytes.readableBytes, Self.pieceSize - piece.count)),
            part.readableBytes > 0
        {
            if piece.isEmpty { piece.reserveCapacity(Self.pieceSize) }
            part.withUnsafeReadableBytes { piece.append(contentsOf: $0) }
            if piece.count == Self.pieceSize || ContinuousClock.now - lastWrite > Self.longestPause {
                try await write()
            }
        }
    }

    /// All is written, though not durable yet.
    ///
    /// - Returns: the SHA-256 of all bytes, as 64 lower-case hex digits; nil when they are not hashed.
    mutating func end() async throws -> String? {
        if !piece.isEmpty { try await write() }
        return hash?.finalize().hexadecimal
    }

    private mutating func write() async throws {
        let bytes = piece
        piece = []
        async let hashed = hash.hashing(bytes)
        try await store.write(bytes, to: blob, at: offset)
        hash = try await hashed
        offset += Int64(bytes.count)
        lastWrite = .now
    }
}

extension SHA256? {
    fileprivate func hashing(_ bytes: [UInt8]) async throws -> SHA256? {
        guard let hash = self else { return nil }
        return try await FileThreads.run {
            var next = hash
            next.update(data: bytes)
            return next
        }
    }
}
