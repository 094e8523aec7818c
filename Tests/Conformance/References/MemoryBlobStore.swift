import BackendCore
import SpoolAPI

public actor MemoryBlobStore: BlobStore {
    public nonisolated let pieceSize = 5000

    private struct Blob {
        var bytes: [UInt8] = []
        var isFinished = false
        var touched: BootInstant
    }

    private let clock: any SystemClock
    private var blobs: [BlobID: Blob] = [:]

    public init(clock: any SystemClock) {
        self.clock = clock
    }

    public func create(_ id: BlobID, owner: UserID?) throws {
        guard blobs[id]?.isFinished != true else { throw BackendError(.taken, "The blob is finished.") }
        blobs[id] = blobs[id] ?? Blob(touched: clock.monotonic())
    }

    private func unfinished(_ id: BlobID) throws -> Blob {
        guard let blob = blobs[id], !blob.isFinished else { throw BackendError(.notFound, "There is no such file.") }
        return blob
    }

    public func write(_ bytes: [UInt8], to id: BlobID, at offset: Int64) throws {
        var blob = try unfinished(id)
        guard (0...Int64(blob.bytes.count)).contains(offset) else {
            throw BackendError(.offsetMismatch, "The bytes must go on at offset \(blob.bytes.count).")
        }
        let end = min(Int(offset) + bytes.count, blob.bytes.count)
        blob.bytes.replaceSubrange(Int(offset)..<end, with: bytes)
        blob.touched = clock.monotonic()
        blobs[id] = blob
    }

    public func flush(_ id: BlobID) throws -> Int64 { Int64(try unfinished(id).bytes.count) }

    public func finish(_ id: BlobID, sha256: String?) throws -> BlobInfo {
        if let info = info(id), info.isFinished { return info }
        let blob = try unfinished(id)
        if let sha256, BlobStoreConformance.sha256(blob.bytes) != sha256.lowercased() {
            throw BackendError(.checksumMismatch, "The file differs from the one that was sent.")
        }
        blobs[id]?.isFinished = true
        return BlobInfo(id: id, size: Int64(blob.bytes.count), isFinished: true)
    }

    public func info(_ id: BlobID) -> BlobInfo? {
        blobs[id].map { BlobInfo(id: id, size: Int64($0.bytes.count), isFinished: $0.isFinished) }
    }

    public func read(_ id: BlobID, at offset: Int64, count: Int) throws -> [UInt8] {
        guard let blob = blobs[id], blob.isFinished else { throw BackendError(.notFound, "There is no such file.") }
        guard (0...Int64(blob.bytes.count)).contains(offset) else {
            throw BackendError(.rangeNotSatisfiable, "The range begins behind the end.")
        }
        return Array(blob.bytes[Int(offset)...].prefix(max(count, 0)))
    }

    public func delete(_ id: BlobID) { blobs[id] = nil }

    public func list(idleFor age: Duration) -> [BlobInfo] {
        let now = clock.monotonic()
        return blobs.filter { $0.value.touched.advanced(by: age).isPast(at: now) }.keys.compactMap { info($0) }
    }
}
