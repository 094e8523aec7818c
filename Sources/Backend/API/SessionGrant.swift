/// The answer to a login and to a refresh.
public struct SessionGrant: Codable, Hashable, Sendable {
    /// For `Authorization: Bearer`: an Ed25519 JWT.
    public var accessToken: String
    public var accessExpiresAt: Timestamp
    /// Opaque; good for one refresh, which returns its successor.
    public var refreshToken: String
    public var refreshExpiresAt: Timestamp
    public var user: UserProfile

    public init(
        accessToken: String, accessExpiresAt: Timestamp, refreshToken: String, refreshExpiresAt: Timestamp,
        user: UserProfile
    ) {
        self.accessToken = accessToken
        self.accessExpiresAt = accessExpiresAt
        self.refreshToken = refreshToken
        self.refreshExpiresAt = refreshExpiresAt
        self.user = user
    }
}
