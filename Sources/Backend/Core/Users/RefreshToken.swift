import SpoolAPI

public struct RefreshToken: Hashable, Sendable {
    /// Hex SHA-256 of the token; the token itself is never stored.
    public var hash: String
    public var user: UserID
    public var family: String
    public var expiresAt: Timestamp

    public init(hash: String, user: UserID, family: String, expiresAt: Timestamp) {
        self.hash = hash
        self.user = user
        self.family = family
        self.expiresAt = expiresAt
    }
}
