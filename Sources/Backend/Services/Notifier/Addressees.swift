import BackendCore
import SpoolAPI

/// Who gets the mail about a user's jobs.
public enum Addressees: Sendable {
    /// Always this address, `local@domain`: single-user mode.
    case one(String)
    /// The account's address, where the account wants mail.
    case accounts(any UserStore)

    /// nil when nobody wants to know.
    func address(of owner: UserID) async throws -> String? {
        switch self {
        case .one(let address): return address
        case .accounts(let users):
            guard let account = try await users.account(owner), account.notifies, !account.isDisabled else {
                return nil
            }
            return account.email
        }
    }
}
