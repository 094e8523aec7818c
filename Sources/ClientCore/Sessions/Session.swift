import SpoolAPI

/// A login at one server.
public struct Session: Codable, Hashable, Sendable {
    /// `ServerEndpoint.text`.
    public var server: String
    public var grant: SessionGrant
    /// By this machine's clock.
    public var receivedAt: Timestamp

    /// Milliseconds before the end at which the access token is renewed.
    private static let margin: Int64 = 60_000

    public init(server: String, grant: SessionGrant, receivedAt: Timestamp) {
        self.server = server
        self.grant = grant
        self.receivedAt = receivedAt
    }

    /// True when the access token is about to end. A clock by which it had ended on arrival is wrong and does not
    /// count: then the server's refusal tells.
    func isDue(at now: Timestamp) -> Bool {
        let end = grant.accessExpiresAt - Self.margin
        return receivedAt < end && now >= end
    }
}

extension Session: CustomStringConvertible, CustomReflectable {
    public var description: String { "Session(\(grant.user.email) at \(server))" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
