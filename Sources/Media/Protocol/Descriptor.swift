import Glibc
import MediaTypes

/// A file descriptor that is closed when its owner goes.
struct Descriptor: ~Copyable {
    /// -1 where there is none.
    let number: Int32

    static var none: Descriptor { Descriptor(owning: -1) }

    init(owning number: Int32) {
        self.number = number
    }

    /// A copy of `number`, which stays the caller's. They share one file position.
    init(copying number: Int32?) throws(MediaFailure) {
        guard let number else {
            self.number = -1
            return
        }
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else {
            throw MediaFailure(.internalError, "a file could not be handed to the converter: \(systemError(errno))")
        }
        self.number = copy
    }

    deinit {
        if number >= 0 { close(number) }
    }
}

/// The system's sentence for an errno, e.g. `No such file or directory`.
func systemError(_ code: Int32) -> String {
    String(cString: strerror(code))
}
