import BackendCore
import SpoolAPI

/// What `spoold user` does: accounts in an administrator's hands.
public struct UserAdministration: Sendable {
    private let service: AuthService
    private var store: any AuthService.Store { service.store }

    public init(_ service: AuthService) { self.service = service }

    @discardableResult
    public func add(_ email: String, password: String, role: UserAccount.Role = .user) async throws -> UserAccount {
        let account = try await service.newAccount(email, password: password, role: role)
        try await store.create(account)
        return noted(account)
    }

    /// All accounts in the order of their addresses.
    public func list() async throws -> [UserAccount] {
        var accounts: [UserAccount] = []
        var page: [UserAccount]
        repeat {
            page = try await store.accounts(after: accounts.last?.id, limit: 500)
            accounts += page
        } while !page.isEmpty
        return accounts.sorted { $0.email < $1.email }
    }

    /// A disabled account keeps its jobs and MP3s; nobody can log in to it.
    @discardableResult
    public func setDisabled(_ isDisabled: Bool, _ email: String) async throws -> UserAccount {
        try await change(email) { $0.isDisabled = isDisabled }
    }

    @discardableResult
    public func setPassword(_ password: String, of email: String) async throws -> UserAccount {
        try AccountRules.check(password: password, email: email)
        let hash = try await service.hasher.hash(password)
        return try await change(email) { $0.passwordHash = hash }
    }

    @discardableResult
    public func setRole(_ role: UserAccount.Role, of email: String) async throws -> UserAccount {
        try await change(email) { $0.role = role }
    }

    /// Deletes the account alone; its jobs and files stay until they are swept.
    public func delete(_ email: String) async throws {
        let account = try await account(email)
        try await service.delete(account.id)
        _ = noted(account)
    }

    /// For `SignUpRequest.invitation`: good once, for this address, until it expires.
    public func invite(_ email: String, for duration: Duration = .seconds(7 * 24 * 3600)) async throws -> String {
        let invitation = Invitation(
            email: try AccountRules.checked(email: email),
            expires: service.clock.wall() + duration.wholeMilliseconds)
        return try await service.keys.sign(invitation, type: TokenHeader.invitationType)
    }

    /// Ends all logins: what has changed counts at once.
    private func change(_ email: String, _ body: (inout UserAccount) -> Void) async throws -> UserAccount {
        var account = try await account(email)
        body(&account)
        try await store.update(account)
        try await store.endLogins(of: account.id, except: nil, until: service.lastExpiry)
        return noted(account)
    }

    private func account(_ email: String) async throws -> UserAccount {
        guard let account = try await store.account(email: email) else {
            throw BackendError(.notFound, "There is no account with this address.")
        }
        return account
    }

    private func noted(_ account: UserAccount) -> UserAccount {
        service.audit.note(.administration, .ok, user: account.id)
        return account
    }
}
