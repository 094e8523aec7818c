import BackendCore
import Glibc
import MediaTypes

/// Where the bytes of a representation come from.
protocol FileContent: Sendable {
    /// Bytes that are best asked for at once, from a multiple of it on.
    var blockSize: Int64 { get }

    /// `count` bytes from `offset`; fewer only when the content is shorter than it was.
    func block(at offset: Int64, count: Int) async throws -> [UInt8]
}

extension OpenFile: FileContent {
    var blockSize: Int64 { 256 << 10 }

    func block(at offset: Int64, count: Int) async throws -> [UInt8] {
        try await FileThreads.run { try self.read(at: offset, count: count) }
    }

    /// The regular file of exactly this size at `path`; nil when there is none that can be opened.
    static func existing(_ path: RawName, size: Int64) async -> OpenFile? {
        let file = try? await FileThreads.run { () -> OpenFile? in
            let file = try OpenFile.open(path, flags: O_RDONLY | O_NOCTTY | O_NONBLOCK)
            let status = try file.status()
            return status.st_mode & S_IFMT == S_IFREG && status.st_size == size ? file : nil
        }
        return file ?? nil
    }
}

struct BlobContent: FileContent {
    var store: any BlobStore
    var blob: BlobID

    var blockSize: Int64 { Int64(store.pieceSize) }

    func block(at offset: Int64, count: Int) async throws -> [UInt8] {
        try await store.read(blob, at: offset, count: count)
    }
}
