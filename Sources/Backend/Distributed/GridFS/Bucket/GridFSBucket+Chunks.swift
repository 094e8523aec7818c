import BackendCore

extension GridFSBucket {
    /// They are durable once the upload's record is.
    func insertChunks(_ chunks: EncodedChunks) throws {
        try client.insert(chunks.take(), into: self.chunks, durable: false)
    }

    /// Writes a chunk whether or not it is there already.
    func putChunk(_ bytes: ArraySlice<UInt8>, of fileID: BSONValue, number: Int64) throws {
        _ = try client.modify(
            ["files_id": fileID, "n": Self.number(number)], in: chunks,
            ["$set": .document(["data": .binary(bytes)])], upsert: true, returning: ["_id": .int32(1)])
    }

    /// Visits the bytes of a range in their order. Fetches the chunks that hold it and no other.
    func read(_ range: Range<Int64>, of file: GridFSFile, _ visit: (ArraySlice<UInt8>) -> Void) throws {
        guard !range.isEmpty else { return }
        let numbers = file.chunks(of: range)
        var sequence = ChunkSequence(of: file, range: range)
        let bounds: BSONDocument = ["$gte": .int64(numbers.lowerBound), "$lte": .int64(numbers.upperBound)]
        let options: BSONDocument = [
            "sort": .document(["n": .int32(1)]),
            "projection": .document(["_id": .int32(0), "n": .int32(1), "data": .int32(1)]),
            "batchSize": .int64(max(Self.bytesInFlight / file.chunkSize, 2)),
        ]
        try client.find(["files_id": file.id, "n": .document(bounds)], in: chunks, options: options) { chunk in
            guard let number = chunk["n"]?.integer, let data = chunk["data"]?.binary else {
                throw BackendError(.corrupt, "A stored file is damaged: one of its parts holds no bytes.")
            }
            visit(try sequence.take(number, data))
        }
        try sequence.end()
    }

    /// Those with number `first` and above.
    func deleteChunks(of fileID: BSONValue, from first: Int64 = 0) throws {
        try client.delete(["files_id": fileID, "n": .document(["$gte": .int64(first)])], from: chunks)
    }

    func countChunks(of fileID: BSONValue) throws -> Int64 {
        try client.count(["files_id": fileID], in: chunks)
    }

    func hasChunks(of fileID: BSONValue, from first: Int64) throws -> Bool {
        let options: BSONDocument = ["projection": .document(["_id": .int32(1)])]
        return try client.first(
            ["files_id": fileID, "n": .document(["$gte": .int64(first)])], in: chunks, options: options) != nil
    }

    /// What one answer of a search may hold.
    private static let bytesInFlight: Int64 = 4 << 20

    /// The specification wants 32 bits.
    static func number(_ value: Int64) -> BSONValue { .int32(Int32(truncatingIfNeeded: value)) }
}
