import Glibc
import MediaTypes

/// Opening a file that is to be probed or converted.
public enum MediaSource {
    /// A descriptor of the regular file at `path`, read only and closed on exec; the caller closes it.
    /// Blocks as long as the file system takes: not for the cooperative pool.
    /// - Throws: `sourceMissing` or `sourceUnreadable`.
    public static func open(_ path: RawName) throws(MediaFailure) -> Int32 {
        guard !path.bytes.contains(0) else { throw MediaFailure(.sourceMissing, "its name holds a NUL byte") }
        // Non-blocking, so that a FIFO of that name cannot hold us; regular files do not care.
        let descriptor = path.withCString { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) }
        guard descriptor >= 0 else {
            let code = errno
            throw code == ENOENT || code == ENOTDIR
                ? MediaFailure(.sourceMissing, "the file is not there")
                : MediaFailure(.sourceUnreadable, "the file cannot be read: \(systemError(code))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw MediaFailure(.sourceUnreadable, "it is not a regular file")
        }
        return descriptor
    }
}
