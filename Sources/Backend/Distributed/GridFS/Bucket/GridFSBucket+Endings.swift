import BackendCore

/// The two ends of an upload. Each step may be repeated, by any replica: one that was killed in the middle is
/// carried on by the next that comes by.
extension GridFSBucket {
    /// Makes a sealed upload, which has its tail, a file. False when it was deleted meanwhile.
    func publish(_ upload: GridFSUpload) throws -> Bool {
        if !upload.tail.isEmpty { try putChunk(upload.tail, of: upload.fileID, number: upload.wholeChunks) }
        try insertFile(of: upload)
        guard try removeUpload(upload, in: .sealed) else { return try keepUnlessDeleted(upload) }
        return true
    }

    /// The record is gone: another replica has published the file as well, or has deleted it between two steps here;
    /// then what was added here goes too.
    private func keepUnlessDeleted(_ upload: GridFSUpload) throws -> Bool {
        let wanted = upload.wholeChunks + (upload.tail.isEmpty ? 0 : 1)
        if try countChunks(of: upload.fileID) == wanted, try holdsFile(upload.fileID) { return true }
        try client.delete(["_id": upload.fileID], from: files)
        try deleteChunks(of: upload.fileID)
        return false
    }

    /// Carries on with a sealed upload of that name, if there is one.
    func publishSealed(_ name: String) throws {
        let sealed = try client.first(
            ["_id": .string(name), "state": .string(GridFSUpload.State.sealed.rawValue)], in: uploads)
        guard let sealed else { return }
        _ = try publish(GridFSUpload(sealed))
    }

    /// Deletes the upload and the file of that name in any state, and every chunk of them.
    func deleteAll(_ name: String) throws {
        while true {
            if let upload = try upload(named: name) {
                try delete(upload)
            } else if let file = try file(named: name) {
                try announceDeletion(of: file)
            } else {
                return
            }
        }
    }

    /// With its file, if there is one already.
    func delete(_ upload: GridFSUpload) throws {
        let marked = try client.modify(
            ["_id": .string(upload.name), "files_id": upload.fileID], in: uploads,
            ["$set": .document(["state": .string(GridFSUpload.State.deleting.rawValue)])], returning: ["_id": .int32(1)]
        )
        guard marked != nil else { return }
        try client.delete(["_id": upload.fileID], from: files)
        try deleteChunks(of: upload.fileID)
        _ = try removeUpload(upload, in: .deleting)
    }

    /// Without this record the chunks of a half-deleted file would be nobody's.
    func announceDeletion(of file: GridFSFile) throws {
        let document: BSONDocument = [
            "_id": .string(file.name), "files_id": file.id, "length": .int64(file.length),
            "state": .string(GridFSUpload.State.deleting.rawValue), "chunkSize": .int64(file.chunkSize),
        ]
        do {
            try client.insert([EncodedDocument(document)], into: uploads)
        } catch let error as MongoError where error.isDuplicateKey {
            return
        }
    }

    private func removeUpload(_ upload: GridFSUpload, in state: GridFSUpload.State) throws -> Bool {
        try client.delete(
            ["_id": .string(upload.name), "files_id": upload.fileID, "state": .string(state.rawValue)], from: uploads)
            > 0
    }
}
