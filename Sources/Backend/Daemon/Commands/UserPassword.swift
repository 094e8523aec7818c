import ArgumentParser

/// `spoold user password`.
struct UserPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Set a password, which is asked for or read from the first line of standard input.",
        aliases: ["passwd"])

    @OptionGroup var account: AccountOptions

    func run() throws {
        let password = try UserPasswordInput.read()
        try account.administer { users, email in
            "\(try await users.setPassword(password, of: email).email) has a new password."
        }
    }
}
