import ArgumentParser

/// `spoold user`: the accounts, in an administrator's hands.
struct User: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list, change and delete accounts. Changes end an account's logins.",
        subcommands: [
            UserAdd.self, UserInvite.self, UserList.self, UserPassword.self, UserRole.self, UserDisable.self,
            UserEnable.self, UserDelete.self,
        ])
}
