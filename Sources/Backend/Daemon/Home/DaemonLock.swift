import Glibc
import MediaTypes

/// The lock on a home, held for as long as the process lives (flock(2)): one daemon of single-user mode alone, which so
/// knows that no other converter works on the ledger, or any number of services of the served system.
final class DaemonLock: Sendable {
    private let descriptor: Int32

    /// - Parameter isShared: with others that share it.
    /// - Throws: `StartFailure` with `.alreadyRunning` while another process holds it.
    init(_ path: RawName, isShared: Bool = false) throws(StartFailure) {
        let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard descriptor >= 0 else {
            throw StartFailure("\(path.text) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
            let holder = Self.content(descriptor)
            close(descriptor)
            throw StartFailure(
                "another spoold\(holder.map { " (process \($0))" } ?? "") serves this home already",
                status: .alreadyRunning)
        }
        self.descriptor = descriptor
        // For people who look; the lock itself is what counts.
        let pid = "\(getpid())\n"
        ftruncate(descriptor, 0)
        pwrite(descriptor, pid, pid.utf8.count, 0)
    }

    deinit { close(descriptor) }

    /// The process that holds the lock at `path`, as it says itself; nil when nobody does.
    static func holder(_ path: RawName) -> Int32? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0 ? nil : content(descriptor)
    }

    private static func content(_ descriptor: Int32) -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &text, text.count, 0)
        return count > 0 ? Int32(String(decoding: text[..<count].prefix { $0 != 0x0A }, as: UTF8.self)) : nil
    }
}
