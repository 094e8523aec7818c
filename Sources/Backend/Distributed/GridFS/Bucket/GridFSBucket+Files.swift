import BackendCore

extension GridFSBucket {
    /// The newest of that name; nil when there is none.
    func file(named name: String) throws -> GridFSFile? {
        try client.first(
            ["filename": .string(name)], in: files,
            options: ["sort": .document(["uploadDate": .int32(-1)])]
        ).map { document in try GridFSFile(document) }
    }

    func holdsFile(_ id: BSONValue) throws -> Bool {
        try client.first(["_id": id], in: files, options: ["projection": .document(["_id": .int32(1)])]) != nil
    }

    func eachFile(_ visit: (GridFSFile) throws -> Void) throws {
        let fields: BSONDocument = ["filename": .int32(1), "length": .int32(1), "chunkSize": .int32(1)]
        try client.find([:], in: files, options: ["projection": .document(fields)]) { document in
            // Files of others may lack what Spool needs; they are not Spool's to list.
            guard let file = try? GridFSFile(document) else { return }
            try visit(file)
        }
    }

    /// Repeating it is harmless.
    func insertFile(of upload: GridFSUpload) throws {
        var metadata: BSONDocument = ["sha256": .string(upload.sha256 ?? "")]
        if let owner = upload.owner { metadata.append("owner", .string(owner)) }
        let document: BSONDocument = [
            "_id": upload.fileID, "length": .int64(upload.length), "chunkSize": .int32(Int32(upload.chunkSize)),
            "uploadDate": .date(upload.sealedAt ?? 0), "filename": .string(upload.name),
            "metadata": .document(metadata),
        ]
        do {
            try client.insert([EncodedDocument(document)], into: files)
        } catch let error as MongoError where error.isDuplicateKey {
            return
        }
    }
}
