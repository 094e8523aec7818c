import BackendCore
import GRDB
import SpoolAPI

extension SQLiteUserStore: RevocationStore {
    public func endLogin(_ family: String, until: Timestamp) async throws {
        try await database.write { try Self.end([family], until: until, in: $0) }
    }

    public func endLogins(of user: UserID, except family: String?, until: Timestamp) async throws {
        try await database.write { db in
            let families = try String.fetchAll(
                db, sql: "SELECT DISTINCT family FROM refreshTokens WHERE user = ?", arguments: [user.rawValue])
            try Self.end(families.filter { $0 != family }, until: until, in: db)
        }
    }

    public func revoke(_ user: UserID, until: Timestamp) async throws {
        try await database.write { try Self.remember("user", user.rawValue, until: until, in: $0) }
    }

    public func revocations(now: Timestamp) async throws -> Revocations {
        let rows = try await database.read {
            try Row.fetchAll($0, sql: "SELECT kind, subject, until FROM revocations")
                .map { (kind: $0[0] as String, subject: $0[1] as String, until: $0[2] as Timestamp) }
        }
        // Most of the many calls only read.
        if rows.contains(where: { $0.until <= now }) {
            try await database.write {
                try $0.execute(sql: "DELETE FROM revocations WHERE until <= ?", arguments: [now])
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

    private static func end(_ families: [String], until: Timestamp, in db: Database) throws {
        for family in families {
            try db.execute(sql: "DELETE FROM refreshTokens WHERE family = ?", arguments: [family])
            try remember("login", family, until: until, in: db)
        }
    }

    private static func remember(_ kind: String, _ subject: String, until: Timestamp, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO revocations (kind, subject, until) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET until = max(until, excluded.until)
                """, arguments: [kind, subject, until])
    }
}
