import ArgumentParser
import BackendCore
import FoundationEssentials
import SpoolAPI

/// `spoold user list`.
struct UserList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the accounts: address, role, and whether they are disabled.")

    @OptionGroup var options: StoreOptions

    @Flag(help: "Print one JSON object for each account, a line each.")
    var json = false

    func run() throws {
        let json = json
        try options.administer { users in
            try await users.list().map { json ? try Self.encoded($0) : Self.written($0) }.joined(separator: "\n")
        }
    }

    private static func written(_ account: UserAccount) -> String {
        "\(account.email)\t\(account.role.rawValue)\(account.isDisabled ? "\tdisabled" : "")"
    }

    private static func encoded(_ account: UserAccount) throws -> String {
        struct Line: Encodable {
            var id: String
            var email: String
            var role: UserAccount.Role
            var disabled: Bool
            var createdAt: Timestamp
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Line(
            id: account.id.rawValue, email: account.email, role: account.role, disabled: account.isDisabled,
            createdAt: account.createdAt)
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }
}
