import ArgumentParser
import BackendCore

/// `spoold user role`.
struct UserRole: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Make an account an administrator's, or a user's.")

    @OptionGroup var account: AccountOptions

    @Argument(help: "user or admin.")
    var role: String

    func run() throws {
        guard let role = UserAccount.Role(rawValue: role) else {
            throw StartFailure("the role is ‘\(role)’ and must be user or admin", status: .usage)
        }
        try account.administer { users, email in
            let account = try await users.setRole(role, of: email)
            return "\(account.email) is \(role == .admin ? "an administrator" : "a user")."
        }
    }
}
