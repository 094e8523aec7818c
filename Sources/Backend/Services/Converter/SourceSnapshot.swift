import Glibc
import MediaTypes

/// What identifies the content of a source without reading it. All calls block.
struct SourceSnapshot: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
    /// Bytes.
    var size: Int64
    /// Nanoseconds since 1970.
    var modified: Int64

    /// Symbolic links are followed; what is found must be a regular file that can be read.
    init(_ path: RawName) throws(MediaFailure) {
        let file: OpenFile
        let status: stat
        do {
            // Non-blocking, so that a FIFO of that name cannot hold the thread; regular files do not care.
            file = try OpenFile.open(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
            status = try file.status()
        } catch {
            throw Self.failure(error)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw MediaFailure(.sourceUnreadable, "it is not a regular file")
        }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }

    /// nil when the file cannot be read.
    static func size(_ path: RawName) -> Int64? { try? SourceSnapshot(path).size }

    private static func failure(_ error: any Error) -> MediaFailure {
        guard let error = error as? SystemError else {
            return MediaFailure(.sourceUnreadable, "the file cannot be read")
        }
        return error.errno == ENOENT || error.errno == ENOTDIR
            ? MediaFailure(.sourceMissing, "the file is not there")
            : MediaFailure(.sourceUnreadable, "the file cannot be read: \(error.sentence)")
    }
}
