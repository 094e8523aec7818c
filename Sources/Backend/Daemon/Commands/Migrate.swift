import ArgumentParser
import FoundationEssentials
import Glibc

/// `spoold migrate`: the schemas as this version wants them.
struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the schemas of ledger and stores up to date. `spoold all` does that by itself.")

    @OptionGroup var home: HomeOption

    @Option(help: "Read settings from this TOML file. (default: $SPOOL_CONFIG, else none)")
    var config: String?

    func run() throws {
        let home = try home.directories()
        let values = try SettingValues(
            options: [:], environment: ProcessInfo.processInfo.environment, file: config)
        let settings = try ServedSettings(home: home, values, port: 0)
        try home.prepare()
        let lock = try DaemonLock(home.lock, isShared: true)
        ServiceProcess.runForEver { () throws(StartFailure) in
            defer { withExtendedLifetime(lock) {} }
            do {
                let adapters = try Adapters(settings)
                try await adapters.migrate()
                try adapters.close()
            } catch {
                throw StartFailure(error, subject: "the migration")
            }
            ExitStatus.success.print("Tables and queues are up to date.", to: STDOUT_FILENO)
        }
    }
}
