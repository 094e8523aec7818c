import SpoolAPI

/// Who a verified access token speaks for.
public struct AccessIdentity: Codable, Hashable, Sendable {
    public var user: UserID
    public var role: UserAccount.Role
    /// The login the token belongs to: a refresh token's family.
    public var session: String
    public var expiresAt: Timestamp

    public init(user: UserID, role: UserAccount.Role, session: String, expiresAt: Timestamp) {
        self.user = user
        self.role = role
        self.session = session
        self.expiresAt = expiresAt
    }
}
