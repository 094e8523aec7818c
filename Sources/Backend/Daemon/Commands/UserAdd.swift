import ArgumentParser

/// `spoold user add`.
struct UserAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make an account. The password is asked for, or read from the first line of standard input.")

    @OptionGroup var options: UserOptions

    @Argument(help: "The address that the account logs in with.")
    var email: String

    @Flag(help: "An administrator, who may pause the queue.")
    var admin = false

    func run() throws {
        let password = try UserPasswordInput.read()
        let (email, isAdmin) = (email, admin)
        try options.administer { users in
            let account = try await users.add(email, password: password, role: isAdmin ? .admin : .user)
            return "\(account.email) can log in."
        }
    }
}

/// `spoold user invite`.
struct UserInvite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Print an invitation for SPOOL_SIGN_UP=invite, good for one address.")

    @OptionGroup var options: UserOptions

    @Argument(help: "The address that may sign up.")
    var email: String

    @Option(help: "How many days it is good for.")
    var days = 7

    func run() throws {
        guard (1...365).contains(days) else { throw StartFailure("--days must be 1 to 365", status: .usage) }
        let (email, days) = (email, days)
        try options.administer { try await $0.invite(email, for: .seconds(days * 86_400)) }
    }
}
