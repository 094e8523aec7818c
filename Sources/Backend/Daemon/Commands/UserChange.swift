import ArgumentParser
import BackendCore

/// `spoold user password`.
struct UserPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Set a password, which is asked for or read from the first line of standard input.")

    @OptionGroup var options: UserOptions

    @Argument(help: "The account's address.")
    var email: String

    func run() throws {
        let password = try UserPasswordInput.read()
        let email = email
        try options.administer { users in
            let account = try await users.setPassword(password, of: email)
            return "\(account.email) has a new password."
        }
    }
}

/// `spoold user role`.
struct UserRole: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Make an account an administrator's, or a user's.")

    @OptionGroup var options: UserOptions

    @Argument(help: "The account's address.")
    var email: String

    @Argument(help: "user or admin.")
    var role: String

    func run() throws {
        guard let role = UserAccount.Role(rawValue: role) else {
            throw StartFailure("the role is ‘\(role)’ and must be user or admin", status: .usage)
        }
        let email = email
        try options.administer { users in
            let account = try await users.setRole(role, of: email)
            return "\(account.email) is \(role == .admin ? "an administrator" : "a user")."
        }
    }
}

/// `spoold user disable`.
struct UserDisable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "End an account's logins and refuse new ones. Its jobs and MP3s stay.")

    @OptionGroup var options: UserOptions

    @Argument(help: "The account's address.")
    var email: String

    func run() throws {
        let email = email
        try options.administer { users in
            let account = try await users.setDisabled(true, email)
            return "\(account.email) can no longer log in."
        }
    }
}

/// `spoold user enable`.
struct UserEnable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a disabled account log in again.")

    @OptionGroup var options: UserOptions

    @Argument(help: "The account's address.")
    var email: String

    func run() throws {
        let email = email
        try options.administer { users in
            let account = try await users.setDisabled(false, email)
            return "\(account.email) can log in again."
        }
    }
}

/// `spoold user delete`.
struct UserDelete: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an account. Its jobs and files stay until they are swept.")

    @OptionGroup var options: UserOptions

    @Argument(help: "The account's address.")
    var email: String

    func run() throws {
        let email = email
        try options.administer { users in
            try await users.delete(email)
            return "\(email) is deleted."
        }
    }
}
