import BackendCore
import SpoolAPI

/// Where the adapters read the time. All machines on one database have to use the same source: the server's.
public enum MySQLClock: Sendable {
    case server
    /// For one machine, and for tests that move the time.
    case system(any SystemClock)

    /// The wall clock, and an instant for measuring spans of hours. The server offers only its wall clock, so that a
    /// jump of it shortens or lengthens such a span.
    func time(_ transaction: MySQLTransaction) throws -> (wall: Timestamp, now: BootInstant) {
        switch self {
        case .server:
            let wall = try Self.wall(transaction)
            return (wall, BootInstant(boot: "server", milliseconds: wall))
        case .system(let clock): return (clock.wall(), clock.monotonic())
        }
    }

    /// The server's, in UTC.
    static func wall(_ transaction: MySQLTransaction) throws -> Timestamp {
        let value = try transaction.value("SELECT CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)")
        guard let wall = value.integer else {
            throw BackendError(.internalError, "The database does not tell the time.")
        }
        return wall
    }
}
