import ArgumentParser
import FoundationEssentials
import Glibc

/// What a command needs that works on the stores itself and not through a service: the home and the settings.
struct StoreOptions: ParsableArguments {
    @OptionGroup var home: HomeOption

    @Option(help: "Read settings from this TOML file. (default: $SPOOL_CONFIG, else none)")
    var config: String?

    /// Ends the process with what `work` says, once it is done; an empty text is not said.
    ///
    /// - Parameter subject: what failed when it fails.
    func run(
        _ subject: String, _ work: @escaping @Sendable (Adapters, ServedSettings) async throws -> String
    ) throws -> Never {
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
                let said = try await work(adapters, settings)
                try adapters.close()
                if !said.isEmpty { ExitStatus.success.print(said, to: STDOUT_FILENO) }
            } catch {
                throw StartFailure(error, subject: subject)
            }
        }
    }
}
