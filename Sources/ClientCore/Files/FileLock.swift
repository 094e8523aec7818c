import Clocks
import Glibc
import MediaTypes

/// Held by one process at a time (flock(2)); ends with the process.
struct FileLock: Sendable {
    private let descriptor: Int32

    /// Blocks for up to `patience` seconds, then throws `busy`.
    init(_ path: RawName, patience: Int, busy: ClientError) throws(ClientError) {
        descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard descriptor >= 0 else {
            throw ClientError(.file, "\(path.text) cannot be opened: \(String(cString: strerror(errno)))")
        }
        let deadline = MonotonicClock.milliseconds() + Int64(patience) * 1000
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard MonotonicClock.milliseconds() < deadline else {
                close(descriptor)
                throw busy
            }
            usleep(20_000)
        }
    }

    func release() {
        // A child that is just being started has a copy of the descriptor, which would keep the lock.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
