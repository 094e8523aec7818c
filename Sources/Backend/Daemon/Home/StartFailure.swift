import BackendCore
import BackendServices

/// Why the daemon does not start: one sentence that says what to do, and the process's exit status.
struct StartFailure: Error, Hashable, Sendable, CustomStringConvertible {
    var message: String
    var status: ExitStatus

    init(_ message: String, status: ExitStatus = .failure) {
        self.message = message
        self.status = status
    }

    /// - Parameter subject: what failed, for errors that do not say it themselves.
    init(_ error: any Error, subject: String) {
        switch error {
        case let error as StartFailure: self = error
        case let error as BackendError: self.init(error.message)
        case let error as ListenFailure: self.init("\(subject) cannot listen: \(error.reason)")
        default: self.init("\(subject) failed; its log says how")
        }
    }

    var description: String { message }
}
