import BackendCore

/// Brings a database's tables up to date. Any number of processes may do so at once: one works, the others wait.
public struct MySQLSchema: Sendable {
    private let pool: MySQLPool

    public init(_ pool: MySQLPool) {
        self.pool = pool
    }

    /// Migrates when something is missing; a database that is up to date is only asked, which needs no right to change
    /// tables.
    public func prepare() async throws(BackendError) {
        if (try? await isUpToDate()) == true { return }
        try await migrate()
    }

    /// Throws `unavailable` unless the tables are those of this version. Changes nothing.
    public func check() async throws(BackendError) {
        guard try await isUpToDate() else {
            throw BackendError(.unavailable, "The database's tables are of another version: run 'spoold migrate'.")
        }
    }

    private func isUpToDate() async throws(BackendError) -> Bool {
        try await pool.read { transaction in
            let done = try transaction.value("SELECT COALESCE(MAX(step), 0) FROM migrations").integer
            return done == Int64(Self.steps.count)
        }
    }

    /// Throws `unavailable` when another process migrates for longer than 25 s.
    public func migrate() async throws(BackendError) {
        try await pool.alone { connection in
            // Ends with the connection, whatever happens.
            let lock = try connection.execute("SELECT GET_LOCK(CONCAT('spool:', MD5(DATABASE())), 25)")
            guard lock.rows.first?.first == .integer(1) else {
                throw BackendError(
                    .unavailable, "Another process is changing the database's tables: try again later.", retryAfter: 30)
            }
            try Self.migrate(connection)
        }
    }

    /// The server commits each statement that changes tables by itself, so each is a step of its own that may be
    /// taken twice.
    private static func migrate(_ connection: MySQLConnection) throws {
        try connection.command("CREATE TABLE IF NOT EXISTS migrations (step INT NOT NULL PRIMARY KEY) ENGINE=InnoDB")
        let done = try connection.execute("SELECT COALESCE(MAX(step), 0) FROM migrations").rows.first?.first?.integer
        for (number, step) in zip(1..., steps).dropFirst(Int(done ?? 0)) {
            try connection.command(step)
            try connection.execute("INSERT INTO migrations (step) VALUES (?)", [.integer(Int64(number))])
        }
    }

    /// Append only.
    static let steps = jobs + users + revocations + mails
}
