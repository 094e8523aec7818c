import SpoolAPI

/// The auth service as the gateway sees it: in this process, or over HTTP. `address` is the client's, for throttling.
///
/// Throws `unauthorized` for wrong credentials and for tokens that are used, expired or revoked (one sentence each,
/// which does not tell which), `throttled` with `retryAfter`, `forbidden` where sign-up is not allowed, `taken`,
/// `invalid`, `unavailable`.
public protocol SessionAuthority: VerificationKeySource {
    func login(_ credentials: Credentials, from address: String) async throws -> SessionGrant
    func refresh(_ refreshToken: String, from address: String) async throws -> SessionGrant
    func logout(_ identity: AccessIdentity) async throws
    func signUp(_ request: SignUpRequest, from address: String) async throws -> UserProfile
    func profile(of user: UserID) async throws -> UserProfile
    func change(_ patch: UserPatch, by identity: AccessIdentity, from address: String) async throws -> UserProfile
    func delete(_ identity: AccessIdentity) async throws
}
