import SpoolAPI

/// Videos and MP3s. A blob is written by offset and becomes readable, whole, when it is finished; from then on it
/// never changes.
public protocol BlobStore: Sendable {
    /// Bytes that cost least to read or write at once, from a multiple of it on.
    var pieceSize: Int { get }

    /// Starts an empty unfinished blob, or goes on with the one that is there. Throws `taken` when it is finished.
    ///
    /// - Parameter owner: for people who look into the store, where it has a place for that; nothing depends on it.
    func create(_ id: BlobID, owner: UserID?) async throws

    /// Writes at `offset`, which must not lie beyond the end of what is written (`offsetMismatch`). Rewriting bytes
    /// is allowed until the blob is finished. Durable only after `flush` or `finish`. Throws `diskFull`.
    func write(_ bytes: [UInt8], to id: BlobID, at offset: Int64) async throws

    /// Makes everything written so far durable and returns its length, the offset that may be acknowledged.
    @discardableResult
    func flush(_ id: BlobID) async throws -> Int64

    /// Makes the blob durable, then visible. With `sha256` (64 hex digits) it is compared first: `checksumMismatch`
    /// leaves the blob unfinished. Repeating it on a finished blob is harmless.
    @discardableResult
    func finish(_ id: BlobID, sha256: String?) async throws -> BlobInfo

    /// nil when there is no such blob, finished or not.
    func info(_ id: BlobID) async throws -> BlobInfo?

    /// At most `count` bytes from `offset` of a finished blob; fewer only at its end, empty at its end. Throws
    /// `notFound` while unfinished, `rangeNotSatisfiable` beyond the end.
    func read(_ id: BlobID, at offset: Int64, count: Int) async throws -> [UInt8]

    /// Finished or not. Harmless when there is none.
    func delete(_ id: BlobID) async throws

    /// Blobs, finished or not, that nothing has been written to for `age`; whoever knows their owners deletes those
    /// that have none. A jump of the wall clock makes none of them older.
    func list(idleFor age: Duration) async throws -> [BlobInfo]
}

extension BlobStore {
    public func create(_ id: BlobID) async throws { try await create(id, owner: nil) }
}
