import ArgumentParser
import BackendServices

/// What every command about one account needs.
struct AccountOptions: ParsableArguments {
    @OptionGroup var options: StoreOptions

    @Argument(help: "The account's address; for an invitation, the one that may sign up.")
    var email: String

    /// Ends the process with what `work` says, once it is done.
    func administer(_ work: @escaping @Sendable (UserAdministration, String) async throws -> String) throws -> Never {
        let email = email
        try options.administer { try await work($0, email) }
    }
}
