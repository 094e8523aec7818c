import ArgumentParser

/// `spoold user disable`.
struct UserDisable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "End an account's logins and refuse new ones. Its jobs and MP3s stay.")

    @OptionGroup var account: AccountOptions

    func run() throws {
        try account.administer { users, email in
            "\(try await users.setDisabled(true, email).email) can no longer log in."
        }
    }
}
