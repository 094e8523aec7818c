import BackendCore
import Crypto

/// What this process knows of a blob that it writes: how far the stored chunks reach, the bytes behind them, and the
/// hash of all of them.
struct UploadBuffer {
    let fileID: BSONValue
    /// Under which the upload was taken over.
    let writer: ObjectID
    /// In which this process sent its first chunk; nil when that is not known.
    var term: PrimaryTerm?
    let chunkSize: Int64
    /// Whole chunks in the collection, the last of which may still be on their way to it.
    private(set) var storedChunks: Int64
    /// The last two, in their order.
    private var insertions: [ChunkInsertion] = []
    /// The bytes behind them.
    private(set) var tail: [UInt8]
    /// Of all bytes up to `size`; nil when this process did not see all of them in their order.
    private(set) var hash: SHA256?
    /// Since the durable state was last written.
    private(set) var unrecordedChunks: Int64 = 0
    var recordedAt: BootInstant

    /// Goes on with an upload as `writer`, to whom it has just been given.
    init(_ upload: GridFSUpload, writer: ObjectID, at now: BootInstant) {
        fileID = upload.fileID
        self.writer = writer
        chunkSize = upload.chunkSize
        storedChunks = upload.wholeChunks
        tail = Array(upload.tail)
        hash = upload.length == 0 ? SHA256() : nil
        recordedAt = now
    }

    var lastInsertion: ChunkInsertion? { insertions.last }

    /// The one before the last.
    var earlierInsertion: ChunkInsertion? { insertions.count > 1 ? insertions.first : nil }

    mutating func add(_ insertion: ChunkInsertion) { insertions = insertions.suffix(1) + [insertion] }

    /// Until nothing is on its way any more. Throws the first failure; one is followed by others.
    func waitForInsertions() throws(BackendError) {
        let results = insertions.map { insertion in Result { () throws(BackendError) in try insertion.wait() } }
        for result in results { try result.get() }
    }

    /// Bytes in the stored chunks.
    var storedSize: Int64 { storedChunks * chunkSize }

    var size: Int64 { storedSize + Int64(tail.count) }

    /// Those of `bytes` that are whole chunks, which can be stored.
    func wholeChunks(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.prefix(bytes.count / Int(chunkSize) * Int(chunkSize))
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        hash?.update(data: bytes)
        tail += bytes
    }

    /// Whole chunks behind an empty tail are stored now: they never were in it.
    mutating func markStored(past chunks: ArraySlice<UInt8>) {
        hash?.update(data: chunks)
        count(chunks.count)
    }

    /// Overwrites bytes of the tail from `offset` of the blob on, which must end within it.
    mutating func overwrite(_ bytes: ArraySlice<UInt8>, at offset: Int64) {
        hash = nil
        let start = Int(offset - storedSize)
        tail.replaceSubrange(start..<start + bytes.count, with: bytes)
    }

    /// Chunks that are stored have been overwritten.
    mutating func forgetHash() { hash = nil }

    /// The first `count` bytes of the tail, whole chunks, are stored now.
    mutating func markStored(_ count: Int) {
        tail.removeFirst(count)
        self.count(count)
    }

    private mutating func count(_ stored: Int) {
        storedChunks += Int64(stored) / chunkSize
        unrecordedChunks += Int64(stored) / chunkSize
    }

    mutating func markRecorded(at now: BootInstant) {
        unrecordedChunks = 0
        recordedAt = now
    }
}
