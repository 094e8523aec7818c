import Glibc
import Logging

/// Everything that can be set, from the command line first, then the environment, then the defaults.
struct Settings: Sendable {
    struct Address: Hashable, Sendable {
        var host: String
        var port: Int
    }

    var home: HomeDirectories
    var listen: Address?
    var workers: Int
    var cores: Int
    /// nil is never.
    var idleExit: Duration?
    var logLevel: Logger.Level
    /// Bytes.
    var freeSpaceFloor: Int64?
    /// Who gets mail: `local@domain`.
    var recipient: String

    /// - Parameters: nil leaves the choice to `environment` and the default.
    init(
        home: HomeDirectories, listen: String?, workers: Int?, idleExit: Double?, logLevel: String?,
        environment: [String: String]
    ) throws(StartFailure) {
        self.home = home
        cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        self.listen = try Self.value(
            listen, "SPOOL_LISTEN", environment, "a loopback address as 127.0.0.1:8080", Self.address)
        self.workers =
            try Self.value(workers.map(String.init), "SPOOL_WORKERS", environment, "a number from 1 to 64") {
                Int($0).flatMap { (1...64).contains($0) ? $0 : nil }
            } ?? cores
        let seconds =
            try Self.value(idleExit.map { "\($0)" }, "SPOOL_IDLE_EXIT", environment, "a number of seconds") {
                Double($0).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
            } ?? 600
        self.idleExit = seconds > 0 ? .seconds(seconds) : nil
        self.logLevel =
            try Self.value(logLevel, "SPOOL_LOG_LEVEL", environment, "trace, debug, info, notice, warning or error") {
                Logger.Level(rawValue: $0)
            } ?? .info
        freeSpaceFloor = try Self.value(nil, "SPOOL_FREE_SPACE_FLOOR", environment, "a number of bytes") { Int64($0) }
        recipient = environment["SPOOL_MAIL_TO"] ?? "\(environment["USER"] ?? "spool")@localhost"
    }

    private static func value<T>(
        _ option: String?, _ name: String, _ environment: [String: String], _ wanted: String, _ read: (String) -> T?
    ) throws(StartFailure) -> T? {
        guard let text = option ?? environment[name], !text.isEmpty else { return nil }
        guard let value = read(text) else {
            let subject = option == nil ? name : "the option for \(name)"
            throw StartFailure("\(subject) is ‘\(text)’ and must be \(wanted)", status: .usage)
        }
        return value
    }

    /// Without a login nobody but this machine may connect.
    private static func address(_ text: String) -> Address? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65535).contains(port)
        else { return nil }
        let host = String(text[..<colon])
        switch host {
        case "127.0.0.1", "localhost": return Address(host: "127.0.0.1", port: port)
        case "[::1]": return Address(host: "::1", port: port)
        default: return nil
        }
    }
}
