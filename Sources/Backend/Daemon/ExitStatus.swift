import CPOSIX
import Descriptors
import Glibc

/// The exit statuses of `spoold`.
enum ExitStatus: Int32, Sendable {
    /// It was asked to stop, or had nothing to do any more, and stopped in order.
    case success = 0
    /// It could not start, or a check of `doctor` failed.
    case failure = 1
    case usage = 2
    /// Another daemon serves this home.
    case alreadyRunning = 3
    /// Something did not stop within the deadline; what ran is found again at the next start.
    case forcedStop = 4
}

extension ExitStatus {
    /// Ends the process, telling people why on standard error.
    func exit(saying message: String? = nil) -> Never {
        if let message { print(message, to: STDERR_FILENO) }
        spool_end_process(rawValue)
    }

    /// Writes a line to a descriptor, past the C library's buffers.
    func print(_ line: String, to descriptor: Int32) {
        try? DescriptorIO.write(Array(line.utf8) + [0x0A], to: descriptor)
    }
}
