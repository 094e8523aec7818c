import Glibc
import Logging

/// What single-user mode can be told.
struct Settings: Sendable {
    var home: HomeDirectories
    /// A loopback address, for programs of the same user.
    var loopback: ListenAddress?
    var workers: Int
    var cores: Int
    /// nil is never.
    var idleExit: Duration?
    var logLevel: Logger.Level
    /// Bytes.
    var freeSpaceFloor: Int64?
    /// Who gets mail: `local@domain`.
    var recipient: String

    init(home: HomeDirectories, _ values: SettingValues, environment: [String: String]) throws(StartFailure) {
        self.home = home
        cores = Self.processorCores
        loopback = try values.value("SPOOL_LOOPBACK", "a loopback address as 127.0.0.1:8080") {
            // Without a login nobody but this machine may connect.
            ListenAddress($0).flatMap { $0.isLoopback ? $0 : nil }
        }
        workers = try Self.workers(values)
        let seconds =
            try values.value("SPOOL_IDLE_EXIT", "a number of seconds") {
                Double($0).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
            } ?? 600
        idleExit = seconds > 0 ? .seconds(seconds) : nil
        logLevel = try Self.logLevel(values)
        freeSpaceFloor = try values.number("SPOOL_FREE_SPACE_FLOOR", 0 ... .max)
        recipient = values.text("SPOOL_MAIL_TO") ?? "\(environment["USER"] ?? "spool")@localhost"
    }

    static var processorCores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    static func workers(_ values: SettingValues) throws(StartFailure) -> Int {
        try values.number("SPOOL_WORKERS", 1...64).map { Int($0) } ?? processorCores
    }

    static func logLevel(_ values: SettingValues) throws(StartFailure) -> Logger.Level {
        try values.value("SPOOL_LOG_LEVEL", "trace, debug, info, notice, warning or error") {
            Logger.Level(rawValue: $0)
        } ?? .info
    }
}
