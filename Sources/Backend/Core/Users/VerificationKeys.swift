import SpoolAPI

/// What the auth service tells those who verify its tokens; a gateway asks for it with each request, and goes on with
/// the last answer while the auth service is away.
public struct VerificationKeys: Codable, Hashable, Sendable {
    /// A JWK set (RFC 7517) of Ed25519 public keys, as JSON text.
    public var keySet: String
    /// Logins that have ended before their access tokens do, by family, until when to remember them.
    public var revokedSessions: [String: Timestamp]
    /// Users all of whose tokens issued before the given time are void (password change, disabling, deletion).
    public var revokedUsers: [String: Timestamp]

    public init(
        keySet: String, revokedSessions: [String: Timestamp] = [:], revokedUsers: [String: Timestamp] = [:]
    ) {
        self.keySet = keySet
        self.revokedSessions = revokedSessions
        self.revokedUsers = revokedUsers
    }
}
