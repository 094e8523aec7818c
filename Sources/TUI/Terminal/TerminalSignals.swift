import Glibc

/// The signals the event loop reads from a descriptor instead of being interrupted by them.
public enum TerminalSignals {
    static let handled: [Int32] = [SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP]

    /// Blocks them in this thread and those it starts: must be the first statement of `main`, for a thread that
    /// runs before it would still take them.
    public static func blockAtStart() {
        var set = set
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Unblocks them. Whoever starts a child must do so in the child, or give `posix_spawn` an empty mask:
    /// masks are inherited, and the child could not be terminated.
    public static func unblockInChild() {
        var set = set
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    static var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in handled { sigaddset(&set, signal) }
        return set
    }
}
