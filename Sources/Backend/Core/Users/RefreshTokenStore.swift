import SpoolAPI

/// Refresh tokens, known by their hashes only. A family is a login and all the tokens rotated from it.
public protocol RefreshTokenStore: Sendable {
    /// Throws `notFound` when the account does not exist.
    func insert(_ token: RefreshToken) async throws

    /// Uses up the token with `hash` and stores its successor of the same user and family, in one step: of two
    /// rotations of one token, one sees `.reused`, which revokes the whole family.
    func rotate(_ hash: String, to successor: String, expiresAt: Timestamp, now: Timestamp) async throws
        -> TokenRotation

    /// Ends the login that the token belongs to. Harmless with an unknown token.
    func revokeFamily(of hash: String) async throws

    /// Ends every login of a user.
    func revokeAll(of user: UserID) async throws

    /// Forgets families whose tokens have all expired.
    func purge(now: Timestamp) async throws
}
