import ArgumentParser

/// `spoold user delete`.
struct UserDelete: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an account. Its jobs and files stay until they are swept.")

    @OptionGroup var account: AccountOptions

    func run() throws {
        try account.administer { users, email in
            try await users.delete(email)
            return "\(email) is deleted."
        }
    }
}
