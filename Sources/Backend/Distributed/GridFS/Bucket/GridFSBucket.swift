import BackendCore

/// The collections of one bucket over one connection. All calls block.
struct GridFSBucket {
    let client: MongoClient
    let bucket: BlobID.Bucket

    var files: String { bucket.rawValue + ".files" }
    var chunks: String { bucket.rawValue + ".chunks" }
    /// Not GridFS's, and no other driver looks at it.
    var uploads: String { bucket.rawValue + ".uploads" }

    /// The indexes that the GridFS specification asks for. Repeating it is harmless.
    func createIndexes() throws {
        try createIndex("files_id_1_n_1", on: chunks, ["files_id": .int32(1), "n": .int32(1)], unique: true)
        try createIndex("filename_1_uploadDate_1", on: files, ["filename": .int32(1), "uploadDate": .int32(1)])
    }

    private func createIndex(
        _ name: String, on collection: String, _ key: BSONDocument, unique: Bool = false
    ) throws {
        let index: BSONDocument = ["key": .document(key), "name": .string(name), "unique": .bool(unique)]
        try client.command(["createIndexes": .string(collection), "indexes": .array([.document(index)])])
    }
}
