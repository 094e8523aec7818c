import BackendCore
import Crypto
import SpoolAPI

/// Writes one blob over one connection. All calls block. When one throws, what the buffer says may no longer be true,
/// unless the error is `offsetMismatch` or `checksumMismatch` by this process's own reckoning.
struct UploadWriter {
    let bucket: GridFSBucket
    let name: String
    let clock: any SystemClock
    let begin: BeginInsertion

    /// Bytes that are gathered before they are sent: a message has its price.
    private static let leastBatch = 1020 << 10
    /// The durable state is written at least as often as this, so that other replicas see the upload move on.
    private static let recordInterval = Duration.seconds(30)
    private static let recordChunks: Int64 = 256

    /// Becomes the writer; nil when there is no open upload.
    func open() throws -> UploadBuffer? {
        let writer = ObjectID()
        return try bucket.takeOver(name, by: writer).map { upload in
            UploadBuffer(upload, writer: writer, at: clock.monotonic())
        }
    }

    /// Goes on from the durable state when another process has written meanwhile.
    func refresh(_ buffer: inout UploadBuffer) throws {
        guard try bucket.upload(named: name)?.writer != buffer.writer else { return }
        try? buffer.waitForInsertions()
        guard let current = try open() else { throw BackendError.noSuchBlob }
        buffer = current
    }

    func write(_ bytes: [UInt8], at offset: Int64, _ buffer: inout UploadBuffer) throws {
        let known = Int(min(buffer.size - offset, Int64(bytes.count)))
        if known > 0 { try rewrite(bytes.prefix(known), at: offset, &buffer) }
        var rest = bytes.dropFirst(known)
        while !rest.isEmpty { rest = try take(rest, &buffer) }
        let isStale = buffer.recordedAt.advanced(by: Self.recordInterval).isPast(at: clock.monotonic())
        if isStale || buffer.unrecordedChunks >= Self.recordChunks { try flush(&buffer) }
    }

    func flush(_ buffer: inout UploadBuffer) throws {
        try settle(&buffer)
        guard try bucket.record(name, by: buffer.writer, length: buffer.size, tail: buffer.tail[...]) else {
            throw try replaced()
        }
        buffer.markRecorded(at: clock.monotonic())
    }

    /// Ends the upload and returns it, ready to be published. Throws `checksumMismatch` when `sha256` is another.
    func seal(_ buffer: inout UploadBuffer, sha256: String?) throws -> GridFSUpload {
        try settle(&buffer)
        try verifyChunks(&buffer)
        let digest = try digest(buffer).hexadecimal
        guard sha256 == nil || sha256?.lowercased() == digest else {
            throw BackendError(.checksumMismatch, "The file differs from the one that was sent: send it again.")
        }
        let sealed = try bucket.seal(
            name, by: buffer.writer, length: buffer.size, tail: buffer.tail[...], sha256: digest, at: clock.wall())
        guard let sealed else { throw try replaced() }
        return sealed
    }

    /// Whole chunks are stored as they come, without a copy; what comes in smaller pieces is gathered in the tail.
    ///
    /// - Returns: what is left of `bytes`.
    private func take(_ bytes: ArraySlice<UInt8>, _ buffer: inout UploadBuffer) throws -> ArraySlice<UInt8> {
        let batch = max(Self.leastBatch, Int(buffer.chunkSize))
        let whole = buffer.wholeChunks(of: bytes.prefix(batch))
        if buffer.tail.isEmpty, !whole.isEmpty {
            let first = buffer.storedChunks
            // This hashes them, while the server works at the ones before.
            buffer.markStored(past: whole)
            try insert(whole, from: first, &buffer)
            return bytes.dropFirst(whole.count)
        }
        let part = bytes.prefix(Int(buffer.chunkSize) - buffer.tail.count % Int(buffer.chunkSize))
        buffer.append(part)
        if buffer.tail.count >= batch || part.count < bytes.count { try store(&buffer) }
        return bytes.dropFirst(part.count)
    }

    /// Moves the tail's whole chunks to the collection and waits until all are there.
    private func settle(_ buffer: inout UploadBuffer) throws {
        try store(&buffer)
        try buffer.waitForInsertions()
    }

    /// Sends the tail's whole chunks to the collection.
    private func store(_ buffer: inout UploadBuffer) throws {
        let whole = buffer.wholeChunks(of: buffer.tail[...])
        guard !whole.isEmpty else { return }
        try insert(whole, from: buffer.storedChunks, &buffer)
        buffer.markStored(whole.count)
    }

    /// One insertion is on its way at a time, and the next one waits for its turn on the same thread: the server has no
    /// pause for anybody to wake up in.
    private func insert(_ chunks: ArraySlice<UInt8>, from first: Int64, _ buffer: inout UploadBuffer) throws {
        if buffer.lastInsertion == nil { buffer.term = try term() }
        try buffer.earlierInsertion?.wait()
        let encoded = try EncodedChunks(chunks, of: buffer.fileID, from: first, chunkSize: buffer.chunkSize)
        let last = buffer.lastInsertion
        let next = begin { bucket in
            // It has ended: what comes after a failure is not stored.
            try last?.wait()
            try bucket.insertChunks(encoded)
        }
        buffer.add(next)
    }

    /// `bytes` end within what is written.
    private func rewrite(_ bytes: ArraySlice<UInt8>, at offset: Int64, _ buffer: inout UploadBuffer) throws {
        // Whoever has been replaced as the writer must not touch stored chunks.
        try flush(&buffer)
        var (rest, offset) = (bytes, offset)
        while !rest.isEmpty, offset < buffer.storedSize {
            let count = Int(min(buffer.chunkSize - offset % buffer.chunkSize, Int64(rest.count)))
            try rewriteChunk(rest.prefix(count), at: offset, buffer)
            rest = rest.dropFirst(count)
            offset += Int64(count)
        }
        buffer.forgetHash()
        if !rest.isEmpty { buffer.overwrite(rest, at: offset) }
    }

    private func rewriteChunk(_ bytes: ArraySlice<UInt8>, at offset: Int64, _ buffer: UploadBuffer) throws {
        let number = offset / buffer.chunkSize
        let start = number * buffer.chunkSize
        var chunk = try stored(start..<start + buffer.chunkSize, buffer)
        let place = Int(offset - start)
        chunk.replaceSubrange(place..<place + bytes.count, with: bytes)
        try bucket.putChunk(chunk[...], of: buffer.fileID, number: number)
    }

    /// Every chunk that is to be published is there, and none behind them.
    private func verifyChunks(_ buffer: inout UploadBuffer) throws {
        guard try !isAsAcknowledged(buffer) else { return }
        // A writer that has been replaced may still have sent some.
        try flush(&buffer)
        try bucket.deleteChunks(of: buffer.fileID, from: buffer.storedChunks)
        guard try bucket.countChunks(of: buffer.fileID) == buffer.storedChunks else {
            throw BackendError(.corrupt, "A part of the file is not stored: send the file again.")
        }
    }

    /// Chunks are counted only when one may have been lost: servers may read all of them for it. Those that were there
    /// before this process sent any are durable.
    private func isAsAcknowledged(_ buffer: UploadBuffer) throws -> Bool {
        if buffer.lastInsertion != nil {
            guard let term = buffer.term, try self.term() == term else {
                return try bucket.countChunks(of: buffer.fileID) == buffer.storedChunks
            }
        }
        return try !bucket.hasChunks(of: buffer.fileID, from: buffer.storedChunks)
    }

    private func term() throws -> PrimaryTerm? { PrimaryTerm(hello: try bucket.client.hello()) }

    /// Of all bytes, which are read again unless this process has seen every one of them.
    private func digest(_ buffer: UploadBuffer) throws -> SHA256.Digest {
        if let hash = buffer.hash { return hash.finalize() }
        var hash = SHA256()
        try eachStored(0..<buffer.storedSize, buffer) { hash.update(data: $0) }
        hash.update(data: buffer.tail)
        return hash.finalize()
    }

    private func stored(_ range: Range<Int64>, _ buffer: UploadBuffer) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try eachStored(range, buffer) { bytes += $0 }
        return bytes
    }

    private func eachStored(
        _ range: Range<Int64>, _ buffer: UploadBuffer, _ visit: (ArraySlice<UInt8>) -> Void
    ) throws {
        let file = GridFSFile(id: buffer.fileID, name: name, length: buffer.storedSize, chunkSize: buffer.chunkSize)
        try bucket.read(range, of: file, visit)
    }

    /// Why this process is no longer the writer.
    private func replaced() throws -> BackendError {
        try bucket.upload(named: name)?.state == .open
            ? BackendError(.conflict, "Another connection goes on with this file: ask where to go on.")
            : .noSuchBlob
    }
}

extension BackendError {
    static let noSuchBlob = BackendError(.notFound, "There is no such file.")
}
