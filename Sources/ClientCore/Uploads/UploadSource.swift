import Descriptors
import Glibc
import MediaTypes
import Synchronization

/// A file that is being sent: read piece by piece from a descriptor, and never a file that changes meanwhile. The check
/// comes before the last piece is handed over, so that no server ever holds a whole file that is none.
public final class UploadSource: Sendable {
    let name: RawName
    /// Bytes.
    public let size: Int64
    private let descriptor: Int32
    private let before: Fingerprint
    private let report: @Sendable (Int64) -> Void
    private let state = Mutex((offset: Int64(0), failure: ClientError?.none))

    private struct Fingerprint: Hashable {
        var size: Int64
        var seconds: Int
        var nanoseconds: Int

        init?(_ descriptor: Int32) {
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            size = Int64(status.st_size)
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
    }

    /// Opens it; blocks for as long as the file system does. `report` is told the bytes that have been read.
    init(_ path: RawName, report: @escaping @Sendable (Int64) -> Void) throws(ClientError) {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else {
            throw ClientError(.file, "it cannot be read: \(String(cString: strerror(errno)))")
        }
        guard let before = Fingerprint(descriptor) else {
            close(descriptor)
            throw ClientError(.file, "it is not a regular file")
        }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        name = path.lastComponent
        size = before.size
        self.before = before
        self.descriptor = descriptor
        self.report = report
    }

    deinit { close(descriptor) }

    /// Why reading was given up; nil when it was not.
    var failure: ClientError? { state.withLock { $0.failure } }

    /// The next bytes; 0 at the end, nil when the file cannot be sent as it is. Called by libcurl's thread.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) -> Int? {
        let (offset, result) = state.withLock { state -> (Int64, Int?) in
            let wanted = min(Int64(count), size - state.offset)
            let got = DescriptorIO.uninterrupted { pread(descriptor, buffer, Int(wanted), off_t(state.offset)) }
            if got < 0 {
                state.failure = ClientError(.file, "it cannot be read: \(String(cString: strerror(errno)))")
                return (state.offset, nil)
            }
            let isLast = state.offset + Int64(got) == size
            if got == 0 && wanted > 0 || isLast && Fingerprint(descriptor) != before {
                state.failure = ClientError(
                    .file, "it changed while it was being sent: add it again once nothing writes to it")
                return (state.offset, nil)
            }
            state.offset += Int64(got)
            return (state.offset, got)
        }
        report(offset)
        return result
    }

    /// Goes back to where libcurl wants to begin again.
    func seek(to offset: Int64) { state.withLock { $0.offset = min(max(offset, 0), size) } }
}
