import ArgumentParser
import BackendServices
import Logging

/// What every `spoold user` command needs.
struct UserOptions: ParsableArguments {
    @OptionGroup var stores: StoreOptions

    /// Ends the process with what `work` says, once it is done.
    func administer(_ work: @escaping @Sendable (UserAdministration) async throws -> String) throws -> Never {
        try stores.run("the change of accounts") { adapters, settings in
            let service = try await AuthService(adapters.accounts, settings.auth, logger: Self.logger)
            return try await work(UserAdministration(service))
        }
    }

    /// What a command has done it says itself.
    private static var logger: Logger {
        Logger(label: "user") { LineLogHandler(label: $0, format: .text, level: .warning, sink: StandardErrorLog()) }
    }
}
