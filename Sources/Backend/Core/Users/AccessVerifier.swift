/// Tells whether an access token is good; goes on while the auth service is away.
public protocol AccessVerifier: Sendable {
    /// Throws `unauthorized`, always with the same sentence, or `unavailable` when no key has been fetched yet.
    func verify(_ accessToken: String) async throws -> AccessIdentity
    /// Whether the token of this identity, which was good, is so still: its login has not ended, and it has not expired.
    func isGood(_ identity: AccessIdentity) async -> Bool
}
