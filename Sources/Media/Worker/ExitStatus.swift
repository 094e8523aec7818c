/// What the exit status says. A signal ends the program the kernel's way: 143 in a shell for SIGTERM.
enum ExitStatus: Int32 {
    /// The last event is `info`, `done` or `sandbox`.
    case succeeded = 0
    /// The last event is `failed`; none when the parent is gone.
    case failed = 1
    /// The command line or the request is wrong; standard error says how.
    case usage = 2
}
