import Glibc
import Threads

/// Ctrl-C and its kin: the first one cancels what runs, the second ends the program at once.
enum Interruption {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// To be called while the program has one thread, so that all later ones inherit the mask.
    static func block() {
        var set = mask()
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    static func watch(_ onFirst: @escaping @Sendable () -> Void) {
        try? SystemThread.detached {
            var set = mask()
            var number: Int32 = 0
            sigwait(&set, &number)
            onFirst()
            sigwait(&set, &number)
            _exit(ExitStatus.interrupted.code)
        }
    }

    private static func mask() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        return set
    }
}
