import SpoolAPI

/// Access tokens that are void before they expire, and until when to remember it.
public struct Revocations: Hashable, Sendable {
    /// By family of refresh tokens.
    public var logins: [String: Timestamp]
    public var users: [UserID: Timestamp]

    public init(logins: [String: Timestamp] = [:], users: [UserID: Timestamp] = [:]) {
        self.logins = logins
        self.users = users
    }
}
