import BackendCore

extension GridFSBlobStore {
    /// A chunk: any part of one costs as much.
    public var pieceSize: Int { Int(chunkSize) }

    public func info(_ id: BlobID) async throws -> BlobInfo? {
        try await change(id) { bucket in
            if let file = try bucket.file(named: id.name) {
                return BlobInfo(id: id, size: file.length, isFinished: true)
            }
            guard let upload = try bucket.upload(named: id.name), upload.state != .deleting else { return nil }
            let buffer = self.buffers.withLock { $0[id] }
            let isOurs = buffer != nil && buffer?.writer == upload.writer
            return BlobInfo(id: id, size: isOurs ? buffer?.size ?? 0 : upload.length, isFinished: false)
        }
    }

    public func read(_ id: BlobID, at offset: Int64, count: Int) async throws -> [UInt8] {
        try await run(.reading) { client in
            let bucket = GridFSBucket(client: client, bucket: id.bucket)
            guard let file = try bucket.file(named: id.name) else { throw BackendError.noSuchBlob }
            guard (0...file.length).contains(offset) else {
                throw BackendError(.rangeNotSatisfiable, "The range begins behind the end of the file.")
            }
            let range = offset..<offset + min(Int64(max(count, 0)), file.length - offset)
            do {
                return try bucket.bytes(of: file, range)
            } catch let error as BackendError where error.code == .corrupt {
                // A file that is being deleted loses its document first, then its chunks.
                throw try bucket.holdsFile(file.id) ? error : BackendError.noSuchBlob
            }
        }
    }

    /// Also carries on with what a killed process left sealed beside its file.
    public func list(idleFor age: Duration) async throws -> [BlobInfo] {
        try await run(.reading) { client in
            var found: [(info: BlobInfo, changes: Int64)] = []
            for bucket in BlobID.Bucket.allCases {
                try GridFSBucket(client: client, bucket: bucket).list(into: &found)
            }
            let now = self.clock.monotonic()
            self.buffers.withLock { buffers in
                buffers = buffers.filter { !$0.value.recordedAt.advanced(by: age).isPast(at: now) }
            }
            return self.idleWatch.withLock { $0.idle(for: age, among: found, at: now) }
        }
    }
}

extension GridFSBucket {
    fileprivate func bytes(of file: GridFSFile, _ range: Range<Int64>) throws -> [UInt8] {
        var bytes: [UInt8] = []
        // The length is what the files document claims: memory is taken for what is there.
        bytes.reserveCapacity(min(range.count, 4 << 20))
        try read(range, of: file) { bytes += $0 }
        return bytes
    }

    fileprivate func list(into found: inout [(info: BlobInfo, changes: Int64)]) throws {
        var finished: Set<String> = []
        try eachFile { file in
            guard let id = try? BlobID(bucket, file.name), finished.insert(file.name).inserted else { return }
            found.append((BlobInfo(id: id, size: file.length, isFinished: true), 0))
        }
        try eachUpload { upload in
            guard let id = try? BlobID(bucket, upload.name) else { return }
            if !finished.contains(upload.name) {
                found.append((BlobInfo(id: id, size: upload.length, isFinished: false), upload.changes))
            } else if upload.state == .sealed {
                try publishSealed(upload.name)
            }
        }
    }
}
