import BackendCore

extension GridFSBucket {
    /// Starts an upload, or finds the open one that is there. Carries on with an ending that was interrupted first.
    /// Throws `taken` when there is a finished file.
    ///
    /// - Parameter chunkSize: bytes, of a new upload; one that is there keeps its own.
    func begin(_ name: String, owner: String?, chunkSize: Int64) throws {
        while true {
            let upload = try findOrInsertUpload(named: name, owner, chunkSize)
            switch upload.state {
            case .deleting: try deleteAll(name)
            case .sealed:
                try publishSealed(name)
                if try file(named: name) != nil { throw Self.taken }
            case .open:
                guard try file(named: name) != nil else { return }
                // Another driver's, or finished in the instant before this upload began.
                try delete(upload)
                throw Self.taken
            }
        }
    }

    private static let taken = BackendError(.taken, "The file is complete.")

    /// In whatever state, without its tail.
    private func findOrInsertUpload(named name: String, _ owner: String?, _ chunkSize: Int64) throws -> GridFSUpload {
        var fresh: BSONDocument = [
            "files_id": .objectID(ObjectID()), "state": .string(GridFSUpload.State.open.rawValue),
            "length": .int64(0), "chunkSize": .int32(Int32(chunkSize)), "tail": .binary([]), "changes": .int64(0),
        ]
        if let owner { fresh.append("owner", .string(owner)) }
        let document = try client.modify(
            ["_id": .string(name)], in: uploads, ["$setOnInsert": .document(fresh)], upsert: true,
            returning: ["tail": .int32(0)])
        guard let document else {
            throw BackendError(.internalError, "The file store did not return its own change.")
        }
        return try GridFSUpload(document)
    }
}
