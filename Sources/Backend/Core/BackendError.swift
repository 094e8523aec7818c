import SpoolAPI

/// Every error that a port throws on purpose: a code from a closed list and one sentence that says what was
/// wrong and what to do. The sentence is fit for clients: no path, no SQL, no stack.
public struct BackendError: Error, Hashable, Sendable {
    public enum Code: String, CaseIterable, Sendable {
        case invalid
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

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The problem a client is sent.
    public var problem: Problem { Problem(code.problem, message) }
}

extension BackendError.Code {
    public var problem: Problem.Code {
        switch self {
        case .invalid: .badRequest
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
