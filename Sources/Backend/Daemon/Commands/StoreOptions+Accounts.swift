import BackendServices
import Logging

extension StoreOptions {
    /// Ends the process with what `work` says, once it is done: for every `spoold user` command.
    func administer(_ work: @escaping @Sendable (UserAdministration) async throws -> String) throws -> Never {
        try run("the change of accounts") { adapters, settings in
            let service = try await AuthService(adapters.accounts, settings.auth, logger: Self.logger)
            return try await work(UserAdministration(service))
        }
    }

    /// What a command has done it says itself.
    private static var logger: Logger {
        Logger(label: "user") { LineLogHandler(label: $0, format: .text, level: .warning, sink: StandardErrorLog()) }
    }
}
