import MediaTypes

/// A blob store on this machine's file system, which lets programs work on its files without a copy.
public protocol LocalBlobStore: BlobStore {
    /// The file of a blob: of an unfinished one to read and write it, of a finished one to read it only. It may be
    /// renamed from outside onto another name of the same file system, which deletes the blob.
    func file(of id: BlobID) async throws -> RawName
}
