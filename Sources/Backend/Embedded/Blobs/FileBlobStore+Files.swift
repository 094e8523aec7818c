import BackendCore
import Glibc
import MediaTypes

extension FileBlobStore {
    func name(of id: BlobID, finished: Bool) -> RawName {
        directory(of: id.bucket, finished: finished).appending(RawName(id.name))
    }

    func directory(of bucket: BlobID.Bucket, finished: Bool) -> RawName {
        let parent = finished ? root : root.appending("unfinished")
        return parent.appending(RawName(bucket.rawValue))
    }

    func openUnfinished(_ id: BlobID, _ flags: Int32) throws(BackendError) -> BlobFile {
        try BlobFile(name(of: id, finished: false), flags)
    }

    /// nil when there is no such file.
    func size(of id: BlobID, finished: Bool) throws(BackendError) -> Int64? {
        var status = stat()
        let failed = name(of: id, finished: finished).withCString { lstat($0, &status) } != 0
        guard failed else { return Int64(status.st_size) }
        guard errno == ENOENT else { throw BackendError(fileErrno: errno) }
        return nil
    }

    /// After a failed sync the kernel may drop the pages and report success the next time: what was not synced
    /// before is cut off, so that it is sent again.
    func makeDurable(_ id: BlobID, _ file: borrowing BlobFile) throws(BackendError) {
        do {
            try file.synchronize()
        } catch {
            try file.truncate(to: durable.withLock { $0[id] ?? 0 })
            throw error
        }
        let size = try file.size()
        durable.withLock { $0[id] = size }
    }

    func publish(_ id: BlobID) throws(BackendError) {
        let (from, to) = (name(of: id, finished: false), name(of: id, finished: true))
        guard from.withCString({ from in to.withCString { rename(from, $0) } }) == 0 else {
            throw BackendError(fileErrno: errno)
        }
        try Self.synchronize(directory: to.directory)
    }

    static func synchronize(directory: RawName) throws(BackendError) {
        let file = try BlobFile(directory, O_RDONLY | O_DIRECTORY)
        try file.synchronize()
    }
}
