import BackendCore

/// One place where keys may be found.
protocol AWSCredentialSource: Sendable {
    /// nil when the place is not in use here.
    /// - Throws: `unavailable` when it is, and gives none.
    func find() async throws(BackendError) -> AWSCredentials?
}
