/// Why the daemon does not start: one sentence that says what to do, and the process's exit status.
struct StartFailure: Error, Hashable, Sendable, CustomStringConvertible {
    var message: String
    var status: ExitStatus

    init(_ message: String, status: ExitStatus = .failure) {
        self.message = message
        self.status = status
    }

    var description: String { message }
}
