/// An account as its owner sees it.
public struct UserProfile: Codable, Hashable, Sendable, Identifiable {
    public enum Role: String, Codable, CaseIterable, Sendable {
        case user
        case admin
    }

    public var id: UserID
    public var email: String
    public var role: Role
    /// Send mail when jobs have ended.
    public var notifies: Bool
    public var createdAt: Timestamp

    public init(id: UserID, email: String, role: Role = .user, notifies: Bool = true, createdAt: Timestamp = 0) {
        self.id = id
        self.email = email
        self.role = role
        self.notifies = notifies
        self.createdAt = createdAt
    }
}
