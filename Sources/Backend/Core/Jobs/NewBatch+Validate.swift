extension NewBatch {
    /// Throws `invalid` unless the ledger can keep every job.
    public func validate() throws(BackendError) {
        guard id.rawValue.isIdentifier else { throw BackendError(.invalid, "The batch's id \(String.identifierRule)") }
        for job in jobs { try job.validate() }
        guard let idempotency else { return }
        guard (1...255).contains(idempotency.key.utf8.count), idempotency.key.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw BackendError(.invalid, "An idempotency key has 1 to 255 bytes and no control characters.")
        }
    }
}

extension NewJob {
    public static let priorities = -100...100

    func validate() throws(BackendError) {
        guard id.rawValue.isIdentifier else { throw BackendError(.invalid, "The job's id \(String.identifierRule)") }
        guard Self.priorities.contains(priority) else {
            throw BackendError(.invalid, "The priority must be between −100 and 100.")
        }
        guard maxAttempts >= 1 else { throw BackendError(.invalid, "A job needs at least one attempt.") }
        guard (path == nil) != (source == nil) else {
            throw BackendError(.invalid, "A job has either a path or an uploaded source.")
        }
    }
}

extension String {
    fileprivate static let identifierRule = "must be 1 to 64 letters, digits, '-' or '_'."

    fileprivate var isIdentifier: Bool {
        (1...64).contains(utf8.count)
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
                default: false
                }
            }
    }
}
