import Glibc

/// Where the lines of the log go.
protocol LogSink: Sendable {
    /// Without its line end.
    func append(_ line: String)
}

/// What collects the output of services (systemd, Kubernetes) stamps and keeps it.
struct StandardErrorLog: LogSink {
    func append(_ line: String) { ExitStatus.success.print(line, to: STDERR_FILENO) }
}
