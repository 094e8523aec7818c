import Glibc
import MediaTypes

/// A file as it was at one time: when it is replaced or written to, its version is another one.
struct FileVersion: Hashable, Sendable {
    let path: RawName
    /// Bytes.
    let size: Int64
    /// Nanoseconds since 1970.
    let modified: Int64

    /// Nil when there is no such file.
    static func current(of path: RawName) async -> FileVersion? {
        await withCheckedContinuation { continuation in
            let isStarted = DetachedThread.start { continuation.resume(returning: FileVersion(path)) }
            if !isStarted { continuation.resume(returning: nil) }
        }
    }

    /// Blocks for as long as the file system does.
    init?(_ path: RawName) {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
        self.path = path
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}
