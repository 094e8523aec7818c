import BackendCore

/// What a converter needs to work on uploaded videos.
public struct ConverterBlobs: Sendable {
    var store: any BlobStore
    var workspace: Workspace

    public init(store: any BlobStore, workspace: Workspace) {
        self.store = store
        self.workspace = workspace
    }
}
