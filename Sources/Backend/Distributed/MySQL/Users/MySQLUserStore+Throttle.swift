import BackendCore
import SpoolAPI

extension MySQLUserStore: ThrottleStore {
    /// Milliseconds after which a counter is forgotten: a day.
    private static let memory: Int64 = 24 * 3600 * 1000

    public func recordFailure(_ key: String, window: Duration) async throws -> ThrottleCounter {
        try await pool.write { [clock] transaction in
            let now = try clock.time(transaction).now
            // Takes the row's lock, whether it was there or not.
            try transaction.execute(
                """
                INSERT INTO throttles (`key`, `failures`, `boot`, `at`) VALUES (?, 0, ?, ?)
                ON DUPLICATE KEY UPDATE `failures` = `failures`
                """, [.text(key), .text(now.boot), .integer(now.milliseconds)])
            let before = try Self.counter(key, now: now, in: transaction)
            let failures = before.map { $0.elapsed > window ? 1 : $0.failures + 1 } ?? 1
            try transaction.execute(
                "UPDATE throttles SET `failures` = ?, `boot` = ?, `at` = ? WHERE `key` = ?",
                [.integer(Int64(failures)), .text(now.boot), .integer(now.milliseconds), .text(key)])
            try transaction.execute(
                "DELETE FROM throttles WHERE `at` < ? ORDER BY `at` LIMIT 100",
                [.integer(now.milliseconds - Self.memory)])
            return ThrottleCounter(failures: failures, elapsed: .zero)
        }
    }

    public func counter(_ key: String) async throws -> ThrottleCounter? {
        try await pool.read { [clock] transaction in
            try Self.counter(key, now: clock.time(transaction).now, in: transaction)
        }
    }

    public func reset(_ key: String) async throws {
        try await pool.write { transaction in
            _ = try transaction.execute("DELETE FROM throttles WHERE `key` = ?", [.text(key)])
        }
    }

    private static func counter(
        _ key: String, now: BootInstant, in transaction: MySQLTransaction
    ) throws -> ThrottleCounter? {
        let row = try transaction.rows("SELECT `failures`, `boot`, `at` FROM throttles WHERE `key` = ?", [.text(key)])
            .first
        guard let row, let failures = row[0].integer, failures > 0, let at = row[2].integer else { return nil }
        // Of a failure in an earlier boot only this is known: it came before this boot began.
        let elapsed = row[1].text == now.boot ? max(now.milliseconds - at, 0) : now.milliseconds
        return ThrottleCounter(failures: Int(failures), elapsed: .milliseconds(elapsed))
    }
}
