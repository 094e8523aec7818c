import ArgumentParser
import BackendCore

/// `spoold user add`.
struct UserAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make an account. The password is asked for, or read from the first line of standard input.")

    @OptionGroup var account: AccountOptions

    @Flag(help: "An administrator, who may pause the queue.")
    var admin = false

    func run() throws {
        let password = try UserPasswordInput.read()
        let role: UserAccount.Role = admin ? .admin : .user
        try account.administer { users, email in
            "\(try await users.add(email, password: password, role: role).email) can log in."
        }
    }
}
