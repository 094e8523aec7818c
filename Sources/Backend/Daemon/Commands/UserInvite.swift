import ArgumentParser

/// `spoold user invite`.
struct UserInvite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Print an invitation for SPOOL_SIGN_UP=invite, good for one address.")

    @OptionGroup var account: AccountOptions

    @Option(help: "How many days it is good for.")
    var days = 7

    func run() throws {
        guard (1...365).contains(days) else { throw StartFailure("--days must be 1 to 365", status: .usage) }
        let days = days
        try account.administer { try await $0.invite($1, for: .seconds(days * 86_400)) }
    }
}
