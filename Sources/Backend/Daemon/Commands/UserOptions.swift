import ArgumentParser
import BackendServices
import FoundationEssentials
import Glibc
import Logging

/// What every `spoold user` command needs: the home and settings of the auth service.
struct UserOptions: ParsableArguments {
    @OptionGroup var home: HomeOption

    @Option(help: "Read settings from this TOML file. (default: $SPOOL_CONFIG, else none)")
    var config: String?

    /// Ends the process with what `work` says, once it is done.
    func administer(_ work: @escaping @Sendable (UserAdministration) async throws -> String) throws -> Never {
        let home = try home.directories()
        let values = try SettingValues(
            options: [:], environment: ProcessInfo.processInfo.environment, file: config)
        let settings = try ServedSettings(home: home, values, port: 0)
        umask(0o077)
        try home.prepare()
        let lock = try DaemonLock(home.lock, isShared: true)
        ServiceProcess.runForEver { () throws(StartFailure) in
            defer { withExtendedLifetime(lock) {} }
            do {
                let adapters = try Adapters(settings)
                let service = try await AuthService(adapters.accounts, settings.auth, logger: Self.logger)
                let said = try await work(UserAdministration(service))
                try adapters.close()
                if !said.isEmpty { ExitStatus.success.print(said, to: STDOUT_FILENO) }
            } catch {
                throw StartFailure(error, subject: "the change of accounts")
            }
        }
    }

    /// What a command has done it says itself.
    private static var logger: Logger {
        Logger(label: "user") { LineLogHandler(label: $0, format: .text, level: .warning, sink: StandardErrorLog()) }
    }
}
