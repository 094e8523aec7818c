import SpoolAPI

/// Every error that a port throws on purpose: a code from a closed list and one sentence that says what was
/// wrong and what to do. The sentence is fit for clients: no path, no SQL, no stack.
public struct BackendError: Error, Hashable, Sendable {
    public enum Code: String, CaseIterable, Sendable {
        case invalid
        /// No login, or one that is no longer good.
        case unauthorized
        /// The login does not allow it.
        case forbidden
        /// Too often; `retryAfter` says when again.
        case throttled
        /// A quota is used up.
        case overQuota = "over_quota"
        case notFound = "not_found"
        /// The job's state does not allow it.
        case conflict
        /// The claim was fenced off: the job has been cancelled, reclaimed or removed since.
        case leaseLost = "lease_lost"
        /// The idempotency key was used for another request.
        case keyReused = "key_reused"
        /// A name or address that must be unique is taken.
        case taken
        /// A write that does not go on where the stored bytes end.
        case offsetMismatch = "offset_mismatch"
        case checksumMismatch = "checksum_mismatch"
        case rangeNotSatisfiable = "range_not_satisfiable"
        case tooLarge = "too_large"
        case gone
        case diskFull = "disk_full"
        /// A store cannot be reached or is busy; the same call may succeed later.
        case unavailable
        /// What is stored contradicts itself.
        case corrupt
        case internalError = "internal"
    }

    public var code: Code
    public var message: String
    /// Seconds after which the same call may succeed.
    public var retryAfter: Int?

    public init(_ code: Code, _ message: String, retryAfter: Int? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    /// The problem a client is sent.
    public var problem: Problem { Problem(code.problem, message) }
}

extension BackendError.Code {
    public var problem: Problem.Code {
        switch self {
        case .invalid: .badRequest
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        case .throttled: .tooManyRequests
        case .overQuota: .overQuota
        case .notFound: .notFound
        case .conflict, .leaseLost, .taken, .offsetMismatch: .conflict
        case .keyReused, .checksumMismatch: .unprocessable
        case .rangeNotSatisfiable: .rangeNotSatisfiable
        case .tooLarge: .tooLarge
        case .gone: .gone
        case .diskFull: .diskFull
        case .unavailable: .unavailable
        case .corrupt, .internalError: .internalError
        }
    }
}
