import BackendCore
import SpoolAPI

extension GridFSBucket {
    private static let withoutTail: BSONDocument = ["tail": .int32(0)]

    /// Without its tail.
    func upload(named name: String) throws -> GridFSUpload? {
        try client.first(
            ["_id": .string(name)], in: uploads, options: ["projection": .document(Self.withoutTail)]
        ).map { document in try GridFSUpload(document) }
    }

    func eachUpload(_ visit: (GridFSUpload) throws -> Void) throws {
        try client.find([:], in: uploads, options: ["projection": .document(Self.withoutTail)]) { document in
            guard let upload = try? GridFSUpload(document) else { return }
            try visit(upload)
        }
    }

    /// Becomes the one writer of an open upload, and returns it with its tail; nil when none is open.
    func takeOver(_ name: String, by writer: ObjectID) throws -> GridFSUpload? {
        let upload = try client.modify(
            ["_id": .string(name), "state": .string(GridFSUpload.State.open.rawValue)], in: uploads,
            ["$set": .document(["writer": .objectID(writer)]), "$inc": .document(["changes": .int64(1)])]
        ).map { document in try GridFSUpload(document) }
        if let upload { try deleteChunks(of: upload.fileID, from: upload.wholeChunks) }
        return upload
    }

    /// Makes `tail` and `length` the durable ones; false when another writer has taken over, or the upload is gone.
    func record(_ name: String, by writer: ObjectID, length: Int64, tail: ArraySlice<UInt8>) throws -> Bool {
        try change(name, by: writer, ["length": .int64(length), "tail": .binary(tail)]) != nil
    }

    /// Ends all writing; nil when another writer has taken over, or the upload is gone.
    func seal(
        _ name: String, by writer: ObjectID, length: Int64, tail: ArraySlice<UInt8>, sha256: String, at time: Timestamp
    ) throws -> GridFSUpload? {
        let sealed = try change(
            name, by: writer,
            [
                "length": .int64(length), "tail": .binary(tail), "sha256": .string(sha256), "sealedAt": .date(time),
                "state": .string(GridFSUpload.State.sealed.rawValue),
            ])
        return try sealed.map { document in
            var upload = try GridFSUpload(document)
            upload.tail = tail
            return upload
        }
    }

    private func change(_ name: String, by writer: ObjectID, _ fields: BSONDocument) throws -> BSONDocument? {
        try client.modify(
            [
                "_id": .string(name), "writer": .objectID(writer),
                "state": .string(GridFSUpload.State.open.rawValue),
            ],
            in: uploads, ["$set": .document(fields), "$inc": .document(["changes": .int64(1)])],
            returning: Self.withoutTail)
    }
}
