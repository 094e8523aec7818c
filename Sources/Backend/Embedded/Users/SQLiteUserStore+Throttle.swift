import BackendCore
import GRDB

extension SQLiteUserStore: ThrottleStore {
    /// Milliseconds after which a counter is forgotten: a day.
    private static let memory: Int64 = 24 * 3600 * 1000

    public func recordFailure(_ key: String, window: Duration) async throws -> ThrottleCounter {
        let now = database.clock.monotonic()
        return try await database.write { db in
            let before = try Self.counter(key, now: now, in: db)
            try db.execute(sql: "DELETE FROM throttles WHERE at < ?", arguments: [now.milliseconds - Self.memory])
            let failures = before.map { $0.elapsed > window ? 1 : $0.failures + 1 } ?? 1
            try db.execute(
                sql: "INSERT OR REPLACE INTO throttles (key, failures, boot, at) VALUES (?, ?, ?, ?)",
                arguments: [key, failures, now.boot, now.milliseconds])
            return ThrottleCounter(failures: failures, elapsed: .zero)
        }
    }

    public func counter(_ key: String) async throws -> ThrottleCounter? {
        let now = database.clock.monotonic()
        return try await database.read { try Self.counter(key, now: now, in: $0) }
    }

    public func reset(_ key: String) async throws {
        try await database.write { try $0.execute(sql: "DELETE FROM throttles WHERE key = ?", arguments: [key]) }
    }

    private static func counter(_ key: String, now: BootInstant, in db: Database) throws -> ThrottleCounter? {
        let row = try Row.fetchOne(db, sql: "SELECT failures, boot, at FROM throttles WHERE key = ?", arguments: [key])
        return row.map { row in
            // Of a failure in an earlier boot only this is known: it came before this boot began.
            let elapsed = row[1] == now.boot ? now.milliseconds - row[2] : now.milliseconds
            return ThrottleCounter(failures: row[0], elapsed: .milliseconds(elapsed))
        }
    }
}
