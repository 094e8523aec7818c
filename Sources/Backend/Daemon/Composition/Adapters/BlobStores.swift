import BackendCore
import BackendDistributed
import BackendEmbedded
import BackendServices

/// Where videos and MP3s lie.
struct BlobStores {
    let store: any BlobStore
    /// nil for a folder.
    let dependency: Dependency?

    init(_ settings: ServedSettings) throws {
        guard let uri = settings.mongoDB else {
            store = try FileBlobStore(root: settings.home.blobs)
            dependency = nil
            return
        }
        let store = try GridFSBlobStore(uri: uri)
        self.store = store
        dependency = Dependency(
            "GridFS", advice: "Start the MongoDB server, or correct SPOOL_MONGODB_URI and its password.",
            look: { _ = try await store.info(BlobID(.videos, "doctor")) }, probe: { try await store.prepare() })
    }
}
