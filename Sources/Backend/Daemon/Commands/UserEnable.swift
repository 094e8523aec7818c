import ArgumentParser

/// `spoold user enable`.
struct UserEnable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a disabled account log in again.")

    @OptionGroup var account: AccountOptions

    func run() throws {
        try account.administer { users, email in
            "\(try await users.setDisabled(false, email).email) can log in again."
        }
    }
}
