import BackendCore
import SpoolAPI

extension Sweeper {
    func deleteOrphans() async throws {
        for blob in try await blobs.list(idleFor: configuration.orphanAge).map(\.id) where try await isOrphan(blob) {
            try await blobs.delete(blob)
            logger.notice("a file without an owner was deleted", metadata: ["blob": "\(blob)"])
        }
    }

    /// Only a ledger that answers can say so.
    private func isOrphan(_ blob: BlobID) async throws -> Bool {
        do {
            switch blob.bucket {
            case .videos: return try await catalog.job(JobID(blob.name), owner: nil).source != blob
            case .mp3s:
                guard let job = blob.jobOfMP3 else { return true }
                let record = try await catalog.job(job, owner: nil)
                // A worker may just be writing it.
                let isRunning = record.job.state == .converting || record.job.state == .publishing
                return !isRunning && record.mp3 != blob
            }
        } catch let error as BackendError where error.code == .notFound {
            return true
        }
    }
}
