import Glibc
import MediaTypes

/// Held by the one client that starts the daemon (flock(2)).
struct StartLock {
    private let descriptor: Int32

    /// Blocks for up to `patience` seconds.
    init(_ path: RawName, patience: Int) throws(ClientError) {
        descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard descriptor >= 0 else {
            throw ClientError(.daemon, "\(path.text) cannot be opened: \(String(cString: strerror(errno)))")
        }
        let deadline = MonotonicClock.milliseconds() + Int64(patience) * 1000
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard MonotonicClock.milliseconds() < deadline else {
                close(descriptor)
                throw ClientError(
                    .daemon, "another spool has been starting the daemon for \(patience) seconds: try again")
            }
            usleep(20_000)
        }
    }

    func release() {
        close(descriptor)
    }
}
