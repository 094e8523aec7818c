import ClientCore
import SpoolAPI

/// A login; never its tokens.
struct SessionRecord: Encodable {
    var type = "session"
    var server: String
    var url: String
    var email: String
    /// When it ends for good unless it is used before.
    var expiresAt: Timestamp

    init(_ profile: ServerProfile, _ session: Session) {
        server = profile.title
        url = profile.endpoint.text
        email = session.grant.user.email
        expiresAt = session.grant.refreshExpiresAt
    }
}

struct ServerRecord: Encodable {
    enum SessionState: String, Encodable {
        case active, expired, none
        /// One's own daemon.
        case notNeeded = "not_needed"
    }

    var type = "server"
    var name: String
    var url: String
    var email: String?
    var isDefault: Bool
    var session: SessionState

    private enum CodingKeys: String, CodingKey {
        case type, name, url, email, session
        case isDefault = "default"
    }

    init(_ profile: ServerProfile, isDefault: Bool, session: SessionState) {
        name = profile.title
        url = profile.endpoint.text
        email = profile.email
        self.isDefault = isDefault
        self.session = session
    }

    /// The state for people.
    var words: String {
        switch session {
        case .active: "logged in as \(email ?? "?")"
        case .expired: "login has ended"
        case .none: "not logged in"
        case .notNeeded: "your own daemon"
        }
    }
}
