import BackendCore
import SpoolAPI

extension GridFSBlobStore {
    public func create(_ id: BlobID, owner: UserID?) async throws {
        try await change(id) { bucket in
            try self.prepareOnce(bucket.client)
            try bucket.begin(id.name, owner: owner?.rawValue, chunkSize: self.chunkSize)
        }
    }

    public func write(_ bytes: [UInt8], to id: BlobID, at offset: Int64) async throws {
        try await withBuffer(of: id) { writer, buffer in
            if offset > buffer.size { try writer.refresh(&buffer) }
            guard (0...buffer.size).contains(offset) else {
                throw BackendError(.offsetMismatch, "The bytes must go on at offset \(buffer.size).")
            }
            try writer.write(bytes, at: offset, &buffer)
        }
    }

    @discardableResult
    public func flush(_ id: BlobID) async throws -> Int64 {
        try await withBuffer(of: id) { writer, buffer in
            try writer.flush(&buffer)
            return buffer.size
        }
    }

    @discardableResult
    public func finish(_ id: BlobID, sha256: String?) async throws -> BlobInfo {
        try await change(id) { bucket in
            try bucket.publishSealed(id.name)
            if let file = try bucket.file(named: id.name) {
                return BlobInfo(id: id, size: file.length, isFinished: true)
            }
            let sealed = try self.withBuffer(of: id, bucket) { writer, buffer in
                try writer.seal(&buffer, sha256: sha256)
            }
            self.buffers.withLock { _ = $0.removeValue(forKey: id) }
            guard try bucket.publish(sealed) else { throw BackendError.noSuchBlob }
            return BlobInfo(id: id, size: sealed.length, isFinished: true)
        }
    }

    public func delete(_ id: BlobID) async throws {
        try await change(id) { bucket in
            // What is on its way would come after the deletion.
            try? self.buffers.withLock { $0.removeValue(forKey: id) }?.waitForInsertions()
            try bucket.deleteAll(id.name)
        }
    }

    private func withBuffer<Value: Sendable>(
        of id: BlobID, _ work: @escaping @Sendable (UploadWriter, inout UploadBuffer) throws -> Value
    ) async throws(BackendError) -> Value {
        try await change(id) { bucket in try self.withBuffer(of: id, bucket, work) }
    }

    /// Errors that leave the buffer true keep it.
    private func withBuffer<Value>(
        of id: BlobID, _ bucket: GridFSBucket, _ work: (UploadWriter, inout UploadBuffer) throws -> Value
    ) throws -> Value {
        let writer = UploadWriter(bucket: bucket, name: id.name, clock: clock, begin: inserting(into: id))
        guard var buffer = try buffers.withLock({ $0.removeValue(forKey: id) }) ?? writer.open() else {
            throw BackendError.noSuchBlob
        }
        do {
            let value = try work(writer, &buffer)
            buffers.withLock { [buffer] in $0[id] = buffer }
            return value
        } catch let error as BackendError where error.code == .offsetMismatch || error.code == .checksumMismatch {
            buffers.withLock { [buffer] in $0[id] = buffer }
            throw error
        } catch {
            try? buffer.waitForInsertions()
            throw error
        }
    }
}
