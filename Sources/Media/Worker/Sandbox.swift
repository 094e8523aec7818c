import CPOSIX
import Glibc
import MediaProtocol

/// What a request about a hostile file can reach: its descriptors, memory, time, and nothing else.
///
/// The number of processes is not limited: the kernel counts it by user, not by process, so other programs of the
/// same user would use it up. The system call filter refuses new processes instead.
enum Sandbox {
    /// Puts the process under its limits, then out of reach of files and of all but a few system calls. To be
    /// called while there is one thread. What the kernel lacks is in the report and left out.
    static func enter(for request: WorkerRequest, inputSize: Int64) -> SandboxReport {
        var report = SandboxReport(landlock: false, seccomp: false, limits: false)
        let isHardened = spool_harden() == 0
        spool_close_from(Descriptors.end)
        chdir("/")
        // Dates in tags are read in UTC everywhere, and no time zone is looked for later.
        setenv("TZ", "UTC0", 1)
        tzset()
        // Writing beyond the limit is an error then, which has a sentence of its own.
        signal(SIGXFSZ, SIG_IGN)
        report.limits = isHardened && Limits(for: request, inputSize: inputSize).apply()
        let files = spool_deny_files()
        report.landlock = files == 0
        // Landlock needed one more.
        if spool_limit(SPOOL_DESCRIPTORS, UInt64(Descriptors.end)) != 0 { report.limits = false }
        if request == .selfTest { report.tryFiles() }
        let calls = spool_allow_only_computing()
        report.seccomp = calls == 0
        if request == .selfTest { report.tryCalls() }
        report.explain(files: files, calls: calls)
        return report
    }
}

extension SandboxReport {
    var isComplete: Bool { landlock && seccomp && limits }

    fileprivate mutating func tryFiles() {
        guard landlock, !spool_files_are_denied() else { return }
        landlock = false
        notes.append("Landlock is on, but a directory could be opened.")
    }

    fileprivate mutating func tryCalls() {
        guard seccomp, let call = spool_call_not_denied() else { return }
        seccomp = false
        notes.append("The system call filter is on, but \(String(cString: call)) was not refused.")
    }

    fileprivate mutating func explain(files: Int32, calls: Int32) {
        if files != 0 {
            notes.append(
                "Landlock is not available (\(String(cString: strerror(files)))): it needs Linux 5.13 or later with landlock among its security modules."
            )
        }
        if calls != 0 {
            notes.append(
                "The system call filter is not available (\(String(cString: strerror(calls)))): it needs a kernel with seccomp filters."
            )
        }
        if !limits { notes.append("A limit on memory, processor time, file size or descriptors could not be set.") }
    }
}
