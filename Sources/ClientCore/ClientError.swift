import SpoolAPI

/// Why a call to the server, a transfer or the daemon's start did not work: a closed list, and one sentence for people.
public struct ClientError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, CaseIterable, Sendable {
        /// No connection could be made.
        case unreachable
        case timedOut = "timed_out"
        /// The connection was lost before the answer was complete.
        case interrupted
        /// The server's certificate or the TLS conversation was refused.
        case tls
        /// The server answered something that this client does not understand.
        case badResponse = "bad_response"
        /// The server answered with a `Problem`.
        case refused
        /// There is no login, or it has ended: ask for the password, then go on.
        case loginNeeded = "login_needed"
        case cancelled
        /// The embedded daemon could not be found or died while it started.
        case daemon
        /// A setting, an address or an option is wrong.
        case configuration
        /// A local file could not be read or written.
        case file
        /// What was received is not what the server announced.
        case corrupt
        /// An id matches no job, or more than one.
        case unknownJob = "unknown_job"
    }

    public var code: Code
    public var message: String
    /// The server's own answer; only with `refused`.
    public var problem: Problem?
    /// Seconds after which the server asks to be called again (`Retry-After`).
    public var retryAfter: Int?

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public init(_ problem: Problem, retryAfter: Int? = nil) {
        self.code = .refused
        self.message = problem.detail
        self.problem = problem
        self.retryAfter = retryAfter
    }

    public var description: String { message }

    /// True when the same call may succeed later without any change.
    public var isTransient: Bool {
        switch code {
        case .unreachable, .timedOut, .interrupted: true
        case .refused: problem?.code == .unavailable || problem?.code == .tooManyRequests
        default: false
        }
    }
}
