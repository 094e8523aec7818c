import BackendCore
import Synchronization

/// Blobs in MongoDB's GridFS, buckets `videos` and `mp3s`: finished ones any GridFS driver reads, and the other way
/// round. Any number of processes may share the store; of those that write one blob the last one to begin goes on, and
/// the others are told `conflict`.
///
/// Bytes are gathered in memory, up to 1 MiB a blob, until `flush`, `finish` or the next batch. The calls of this
/// process about one blob run one after the other.
public final class GridFSBlobStore: BlobStore {
    let pool: MongoPool
    let clock: any SystemClock
    let chunkSize: Int64
    private let threads = MongoThreads()
    /// Blobs that this process writes. A call takes the buffer out and puts it back when it has succeeded; after a
    /// failure the next call goes on from what is durable.
    let buffers = Mutex<[BlobID: UploadBuffer]>([:])
    let idleWatch = Mutex(IdleWatch())
    private let isPrepared = Atomic(false)

    /// Does not wait for the server. `uri` may name the database, else it is `spool`. Throws `invalid` when it is no
    /// MongoDB URI.
    ///
    /// - Parameter chunkSize: bytes of a new file's chunks. Usually four times GridFS's own default, because each chunk
    ///   costs a server about as much as its bytes do; with its fields it fits into a power of two.
    public init(
        uri: String, database: String? = nil, clock: any SystemClock = KernelClock(), chunkSize: Int64 = 1020 << 10
    ) throws(BackendError) {
        self.chunkSize = chunkSize
        pool = try MongoPool(uri: uri, database: database, size: MongoThreads.count)
        self.clock = clock
    }

    /// Creates the indexes that are missing. Every process does so before its first write; this does it at once, and
    /// shows whether the server is there.
    public func prepare() async throws {
        try await run(.reading) { client in try self.createIndexes(client) }
    }

    func prepareOnce(_ client: MongoClient) throws {
        if !isPrepared.load(ordering: .acquiring) { try createIndexes(client) }
    }

    private func createIndexes(_ client: MongoClient) throws {
        for bucket in BlobID.Bucket.allCases { try GridFSBucket(client: client, bucket: bucket).createIndexes() }
        isPrepared.store(true, ordering: .releasing)
    }

    /// Runs a call that changes a blob, after the earlier ones about it.
    func change<Value: Sendable>(
        _ id: BlobID, _ work: @escaping @Sendable (GridFSBucket) throws -> Value
    ) async throws(BackendError) -> Value {
        try await run(.ordered(key: id.hashValue)) { client in
            try work(GridFSBucket(client: client, bucket: id.bucket))
        }
    }

    func inserting(into id: BlobID) -> BeginInsertion {
        { [pool, threads] insert in
            ChunkInsertion(on: threads.queue(.inserting(key: id.hashValue))) { () throws(BackendError) in
                try pool.withClient { client in try insert(GridFSBucket(client: client, bucket: id.bucket)) }
            }
        }
    }

    func run<Value: Sendable>(
        _ lane: MongoThreads.Lane, _ work: @escaping @Sendable (MongoClient) throws -> Value
    ) async throws(BackendError) -> Value {
        guard !pool.isAway else { throw .fileStoreAway }
        return try await threads.run(lane) { [pool] () throws(BackendError) in try pool.withClient(work) }
    }
}
