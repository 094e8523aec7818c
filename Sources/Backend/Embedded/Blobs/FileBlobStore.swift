import BackendCore
import Glibc
import MediaTypes
import SpoolAPI
import Synchronization

/// Blobs as files: `ROOT/videos/NAME` and `ROOT/mp3s/NAME` are finished, `ROOT/unfinished/BUCKET/NAME` are not.
/// Files are 0600, directories 0700. Calls about one blob run one after the other.
public final class FileBlobStore: LocalBlobStore {
    public let pieceSize = 256 << 10

    let root: RawName
    let clock: any SystemClock
    private let threads = BlobThreads(count: 4)
    /// Bytes of unfinished blobs that are known to be on the disk.
    let durable = Mutex<[BlobID: Int64]>([:])
    let sightings = Mutex<[BlobID: BlobSighting]>([:])

    /// Creates the directories that are missing below `root`, whose parent must exist.
    public init(root: RawName, clock: any SystemClock = KernelClock()) throws(BackendError) {
        self.root = root
        self.clock = clock
        let unfinished = root.appending("unfinished")
        let buckets = BlobID.Bucket.allCases.map { RawName($0.rawValue) }
        for directory in [root, unfinished] + buckets.flatMap({ [root.appending($0), unfinished.appending($0)] }) {
            let failed = directory.withCString { mkdir($0, 0o700) } != 0
            if failed, errno != EEXIST { throw BackendError(fileErrno: errno) }
        }
    }

    public func create(_ id: BlobID, owner: UserID?) async throws {
        try await run(id) { store in
            guard try store.size(of: id, finished: true) == nil else {
                throw BackendError(.taken, "The file is complete.")
            }
            let file = try store.openUnfinished(id, O_WRONLY | O_CREAT)
            // What an earlier process wrote may still be on its way to the disk.
            try file.synchronize()
            try Self.synchronize(directory: store.name(of: id, finished: false).directory)
            let size = try file.size()
            store.durable.withLock { $0[id] = size }
        }
    }

    public func write(_ bytes: [UInt8], to id: BlobID, at offset: Int64) async throws {
        try await run(id) { store in
            let file = try store.openUnfinished(id, O_WRONLY)
            let size = try file.size()
            guard (0...size).contains(offset) else {
                throw BackendError(.offsetMismatch, "The bytes must go on at offset \(size).")
            }
            // Rewritten bytes are no longer the ones that were synced.
            store.durable.withLock { $0[id] = min($0[id] ?? 0, offset) }
            try file.write(bytes, at: offset)
        }
    }

    @discardableResult
    public func flush(_ id: BlobID) async throws -> Int64 {
        try await run(id) { store in
            let file = try store.openUnfinished(id, O_WRONLY)
            try store.makeDurable(id, file)
            return try file.size()
        }
    }

    @discardableResult
    public func finish(_ id: BlobID, sha256: String?) async throws -> BlobInfo {
        try await run(id) { store in
            if let size = try store.size(of: id, finished: true) {
                return BlobInfo(id: id, size: size, isFinished: true)
            }
            let file = try store.openUnfinished(id, O_RDWR)
            if let sha256, try file.sha256() != sha256.lowercased() {
                throw BackendError(.checksumMismatch, "The file differs from the one that was sent: send it again.")
            }
            try store.makeDurable(id, file)
            try store.publish(id)
            store.durable.withLock { _ = $0.removeValue(forKey: id) }
            return BlobInfo(id: id, size: try file.size(), isFinished: true)
        }
    }

    public func info(_ id: BlobID) async throws -> BlobInfo? {
        try await run(id) { store in
            for finished in [true, false] {
                guard let size = try store.size(of: id, finished: finished) else { continue }
                return BlobInfo(id: id, size: size, isFinished: finished)
            }
            return nil
        }
    }

    public func read(_ id: BlobID, at offset: Int64, count: Int) async throws -> [UInt8] {
        try await run(id) { store in
            let file = try BlobFile(store.name(of: id, finished: true), O_RDONLY)
            guard (0...(try file.size())).contains(offset) else {
                throw BackendError(.rangeNotSatisfiable, "The range begins behind the end of the file.")
            }
            return try file.read(at: offset, count: max(count, 0))
        }
    }

    public func delete(_ id: BlobID) async throws {
        try await run(id) { store in
            for finished in [true, false] {
                let failed = store.name(of: id, finished: finished).withCString { unlink($0) } != 0
                if failed, errno != ENOENT { throw BackendError(fileErrno: errno) }
            }
            store.durable.withLock { _ = $0.removeValue(forKey: id) }
        }
    }

    public func file(of id: BlobID) async throws -> RawName {
        try await run(id) { store in
            for finished in [true, false] where try store.size(of: id, finished: finished) != nil {
                return store.name(of: id, finished: finished)
            }
            throw BackendError(.notFound, "There is no such file.")
        }
    }

    /// The order of calls about one blob is kept by giving them to one thread.
    func run<Value: Sendable>(
        _ id: BlobID?, _ work: @escaping @Sendable (FileBlobStore) throws -> Value
    ) async throws(BackendError) -> Value {
        try await threads.run(key: id?.hashValue ?? 0) { [self] in try work(self) }
    }
}
