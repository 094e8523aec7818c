import BackendCore
import SpoolAPI

extension AuthService {
    public func signUp(_ request: SignUpRequest, from address: String) async throws -> UserProfile {
        guard configuration.signUp != .closed else {
            throw BackendError(.forbidden, "Accounts are made by an administrator here: ask for one.")
        }
        try await throttle.beginSignUp(from: address)
        if configuration.signUp == .invite { try await check(request.invitation, for: request.email) }
        let account = try await newAccount(request.email, password: request.password)
        try await store.create(account)
        audit.note(.signUp, .ok, user: account.id, from: address)
        return UserProfile(account)
    }

    public func profile(of user: UserID) async throws -> UserProfile {
        UserProfile(try await account(user))
    }

    public func change(
        _ patch: UserPatch, by identity: AccessIdentity, from address: String
    ) async throws -> UserProfile {
        var account = try await account(identity.user)
        let isSensitive = patch.email != nil || patch.password != nil
        if isSensitive {
            guard let current = patch.currentPassword else {
                throw BackendError(.invalid, "A new password or address needs the current password.")
            }
            account = try await authenticated(
                Credentials(email: account.email, password: current), from: address, for: .change)
        }
        if let email = patch.email { account.email = try AccountRules.checked(email: email) }
        if let password = patch.password {
            try AccountRules.check(password: password, email: account.email)
            account.passwordHash = try await hasher.hash(password)
        }
        if let notifies = patch.notifies { account.notifies = notifies }
        try await store.update(account)
        if isSensitive {
            try await store.endLogins(of: account.id, except: identity.session, until: lastExpiry)
        }
        audit.note(.change, .ok, user: account.id, from: address)
        return UserProfile(account)
    }

    public func delete(_ identity: AccessIdentity) async throws {
        try await delete(identity.user)
        audit.note(.delete, .ok, user: identity.user)
    }

    /// The revocation comes first: the account's logins go with the account, and with them what they were called.
    func delete(_ user: UserID) async throws {
        try await store.revoke(user, until: lastExpiry)
        try await store.delete(user)
    }

    func newAccount(
        _ email: String, password: String, role: UserAccount.Role = .user
    ) async throws -> UserAccount {
        let email = try AccountRules.checked(email: email)
        try AccountRules.check(password: password, email: email)
        let hash = try await hasher.hash(password)
        let id = UserID((0..<16).map { _ in UInt8.random(in: 0...255) }.hexadecimal)
        return UserAccount(id: id, email: email, passwordHash: hash, role: role, createdAt: clock.wall())
    }

    private func account(_ user: UserID) async throws -> UserAccount {
        guard let account = try await store.account(user), !account.isDisabled else { throw Self.loginEnded }
        return account
    }

    private func check(_ invitation: String?, for email: String) async throws {
        guard let invitation,
            let found = await keys.verified(invitation, type: TokenHeader.invitationType, as: Invitation.self),
            found.admits(email, now: clock.wall())
        else {
            throw BackendError(.forbidden, "An account needs an invitation for its address that has not expired.")
        }
    }
}
