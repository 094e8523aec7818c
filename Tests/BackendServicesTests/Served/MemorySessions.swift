import BackendCore
import SpoolAPI

/// Accounts as plain as they can be: `NAME@x` logs in with the password `pw-NAME` and gets the token `token-NAME`.
actor MemorySessions: SessionAuthority, AccessVerifier {
    private(set) var users: [UserID: UserProfile] = [:]
    private(set) var addresses: [String] = []
    private var ended: Set<String> = []
    var isAway = false

    func setAway(_ away: Bool) { isAway = away }

    func add(_ name: String, role: UserProfile.Role = .user) {
        users[UserID(name)] = UserProfile(id: UserID(name), email: "\(name)@x", role: role)
    }

    private static let refusal = BackendError(.unauthorized, "The login is not good.")

    func verify(_ accessToken: String) throws -> AccessIdentity {
        if isAway { throw BackendError(.unavailable, "No keys yet.", retryAfter: 7) }
        let name = String(accessToken.dropFirst("token-".count))
        guard accessToken.hasPrefix("token-"), !ended.contains(name), let user = users[UserID(name)] else {
            throw Self.refusal
        }
        return AccessIdentity(user: user.id, role: user.role, session: name, expiresAt: .max)
    }

    func isGood(_ identity: AccessIdentity) -> Bool { !ended.contains(identity.session) && users[identity.user] != nil }

    private func grant(_ user: UserProfile) -> SessionGrant {
        SessionGrant(
            accessToken: "token-\(user.id)", accessExpiresAt: 1, refreshToken: "refresh-\(user.id)",
            refreshExpiresAt: 2, user: user)
    }

    func login(_ credentials: Credentials, from address: String) throws -> SessionGrant {
        addresses.append(address)
        let name = String(credentials.email.prefix { $0 != "@" })
        if credentials.password == "often" { throw BackendError(.throttled, "Too often.", retryAfter: 42) }
        guard credentials.password == "pw-\(name)", let user = users[UserID(name)] else { throw Self.refusal }
        return grant(user)
    }

    func refresh(_ refreshToken: String, from address: String) throws -> SessionGrant {
        guard let user = users[UserID(String(refreshToken.dropFirst("refresh-".count)))] else { throw Self.refusal }
        return grant(user)
    }

    func logout(_ identity: AccessIdentity) { ended.insert(identity.session) }

    func signUp(_ request: SignUpRequest, from address: String) throws -> UserProfile {
        let name = String(request.email.prefix { $0 != "@" })
        guard users[UserID(name)] == nil else { throw BackendError(.taken, "The address is taken.") }
        add(name)
        return try profile(of: UserID(name))
    }

    func profile(of user: UserID) throws -> UserProfile {
        guard let profile = users[user] else { throw Self.refusal }
        return profile
    }

    func change(_ patch: UserPatch, by identity: AccessIdentity, from address: String) throws -> UserProfile {
        if let notifies = patch.notifies { users[identity.user]?.notifies = notifies }
        return try profile(of: identity.user)
    }

    func delete(_ identity: AccessIdentity) { users[identity.user] = nil }

    func verificationKeys() -> VerificationKeys { VerificationKeys(keySet: "{}") }
}
