import BackendCore
import SpoolAPI

extension MySQLUserStore: RevocationStore {
    public func endLogin(_ family: String, until: Timestamp) async throws {
        try await pool.write { try Self.end(family, until: until, in: $0) }
    }

    public func endLogins(of user: UserID, except family: String?, until: Timestamp) async throws {
        try await pool.write { transaction in
            let rows = try transaction.rows(
                "SELECT DISTINCT `family` FROM refreshTokens WHERE `user` = ? ORDER BY `family`",
                [.text(user.rawValue)])
            for ended in rows.compactMap({ $0[0].text }) where ended != family {
                try Self.end(ended, until: until, in: transaction)
            }
        }
    }

    public func revoke(_ user: UserID, until: Timestamp) async throws {
        try await pool.write { try Self.remember("user", user.rawValue, until: until, in: $0) }
    }

    public func revocations(now: Timestamp) async throws -> Revocations {
        let rows = try await pool.query { try $0.rows("SELECT `kind`, `subject`, `until` FROM revocations") }
            .map { (kind: $0[0].text ?? "", subject: $0[1].text ?? "", until: $0[2].integer ?? 0) }
        // Most of the many calls only read.
        if rows.contains(where: { $0.until <= now }) {
            try await pool.write { transaction in
                _ = try transaction.execute("DELETE FROM revocations WHERE `until` <= ?", [.integer(now)])
            }
        }
        return rows.filter { $0.until > now }.reduce(into: Revocations()) { revocations, row in
            if row.kind == "user" {
                revocations.users[UserID(row.subject)] = row.until
            } else {
                revocations.logins[row.subject] = row.until
            }
        }
    }

    private static func end(_ family: String, until: Timestamp, in transaction: MySQLTransaction) throws {
        try transaction.execute("DELETE FROM refreshTokens WHERE `family` = ?", [.text(family)])
        try remember("login", family, until: until, in: transaction)
    }

    private static func remember(
        _ kind: String, _ subject: String, until: Timestamp, in transaction: MySQLTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO revocations (`kind`, `subject`, `until`) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE `until` = GREATEST(`until`, VALUES(`until`))
            """, [.text(kind), .text(subject), .integer(until)])
    }
}
