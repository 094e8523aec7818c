import SpoolAPI
import TUIScreen

/// The login form.
struct LoginState: Sendable {
    enum Field: Int, CaseIterable, Sendable {
        case server, email, password, invitation
    }

    /// Work waits for it: why it is asked for.
    let reason: String?
    let servers: [KnownServer]
    var server: FieldModel
    var email: FieldModel
    var password = FieldModel(secret: true, limit: 1024)
    var invitation = FieldModel(limit: 256)
    var focus: Field

    /// What the server in the field says of itself; nil until it has answered.
    var description: ServerDescription?
    /// The request for the description, and the server it is about.
    var asked: (id: Int, server: String)?
    var createsAccount = false
    /// The attempt that is under way.
    var attempt: Int?
    var error: String?
    /// Seconds until the next attempt is allowed.
    var wait: Int?

    init(servers: [KnownServer], chosen: KnownServer?, reason: String?) {
        self.servers = servers
        self.reason = reason
        server = FieldModel(chosen?.name ?? "", limit: 512)
        email = FieldModel(chosen?.email ?? "", limit: 320)
        focus = chosen == nil ? .server : chosen?.email.isEmpty == false ? .password : .email
    }

    /// In the order of the form.
    var fields: [Field] {
        Field.allCases.filter { $0 != .invitation || createsAccount && description?.signUp == .invite }
    }

    var offersAccounts: Bool { description.map { $0.signUp != .closed } ?? false }

    subscript(field: Field) -> FieldModel {
        get {
            switch field {
            case .server: server
            case .email: email
            case .password: password
            case .invitation: invitation
            }
        }
        _modify {
            switch field {
            case .server: yield &server
            case .email: yield &email
            case .password: yield &password
            case .invitation: yield &invitation
            }
        }
    }

    mutating func moveFocus(by step: Int) {
        let fields = fields
        let index = (fields.firstIndex(of: focus) ?? 0) + step
        focus = fields[(index + fields.count) % fields.count]
    }

    /// Another known server into the field, with who logged in there.
    mutating func stepServer(by step: Int) {
        guard !servers.isEmpty else { return }
        let current = servers.firstIndex { $0.name == server.text || $0.url == server.text }
        let index = current.map { $0 + step } ?? 0
        let chosen = servers[(index + servers.count) % servers.count]
        server.text = chosen.name
        email.text = chosen.email
        error = nil
    }

    /// The attempt; the password leaves the form with it.
    mutating func takeRequest(_ id: Int) -> LoginRequest {
        attempt = id
        error = nil
        return LoginRequest(
            server: server.text.trimmed, email: email.text.trimmed, password: Password(password.takeSecret()),
            createsAccount: createsAccount && offersAccounts,
            invitation: fields.contains(.invitation) ? invitation.text.trimmed : nil)
    }

    /// The first field that must not stay empty and is.
    var missing: Field? { fields.first { self[$0].isEmpty } }
}
