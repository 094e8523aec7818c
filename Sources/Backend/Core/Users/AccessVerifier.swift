/// Tells whether an access token is good, without asking the auth service each time.
public protocol AccessVerifier: Sendable {
    /// Throws `unauthorized`, always with the same sentence, or `unavailable` when no key has been fetched yet.
    func verify(_ accessToken: String) async throws -> AccessIdentity
}
