import SpoolAPI

/// Accounts. Addresses are compared in the form of `UserAccount.normalized(email:)`.
public protocol UserStore: Sendable {
    /// Throws `taken` when the address or the id is in use, `invalid` after `UserAccount.validate`.
    func create(_ account: UserAccount) async throws

    func account(_ id: UserID) async throws -> UserAccount?
    func account(email: String) async throws -> UserAccount?

    /// Replaces the account with this id. Throws `notFound`, or `taken` for another's address.
    func update(_ account: UserAccount) async throws

    /// Deletes the account and its refresh tokens. Harmless when there is none.
    func delete(_ id: UserID) async throws

    /// In the order of their ids, after `after`, at most `limit`.
    func accounts(after: UserID?, limit: Int) async throws -> [UserAccount]
}
