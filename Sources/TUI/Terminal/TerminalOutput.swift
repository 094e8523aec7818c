import Glibc

/// Sends bytes to the terminal without ever waiting for it: what it does not take yet is kept.
struct TerminalOutput {
    /// A description of its own of the terminal, so that only here writes do not block: the other one is the shell's.
    let descriptor: Int32
    private var pending: [UInt8] = []
    private var sent = 0

    /// Falls back on `terminal` itself, and waits, where it cannot be opened again: it may belong to another user.
    init(terminal: Int32) {
        let own = open("/proc/self/fd/\(terminal)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        descriptor = own >= 0 ? own : fcntl(terminal, F_DUPFD_CLOEXEC, 3)
    }

    /// Whether the terminal still has bytes to take.
    var isPending: Bool { sent < pending.count }

    mutating func send(_ bytes: [UInt8]) {
        pending += bytes
        flush()
    }

    /// Sends what the terminal takes now. When it is gone everything is dropped: reading from it will tell.
    mutating func flush() {
        while isPending {
            let count = pending[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                sent += count
            } else if count < 0, errno == EAGAIN {
                return
            } else if count == 0 || errno != EINTR {
                break
            }
        }
        pending.removeAll()
        sent = 0
    }

    /// Sends everything, waiting so many milliseconds at most each time the terminal takes nothing.
    mutating func finish(timeout: Int32 = 1000) {
        while isPending {
            var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&polled, 1, timeout) > 0 else { return }
            flush()
        }
    }

    func close() { _ = Glibc.close(descriptor) }
}
