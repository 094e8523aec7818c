import BackendCore

extension BlobStore {
    /// Deletes what belongs to a job that is gone. What cannot be deleted now has no owner: the sweeper finds it.
    func discard(_ record: JobRecord) async {
        for blob in [record.source, record.mp3].compactMap({ $0 }) { try? await delete(blob) }
    }
}
