import BackendCore
import GRDB
import SpoolAPI

extension SQLiteUserStore: RefreshTokenStore {
    public func insert(_ token: RefreshToken) async throws {
        try await database.write { db in
            let known = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM users WHERE id = ?)", arguments: [token.user.rawValue])
            guard known == true else { throw BackendError(.notFound, "There is no such account.") }
            try Self.insert(token, in: db)
        }
    }

    public func rotate(
        _ hash: String, to successor: String, expiresAt: Timestamp, now: Timestamp
    ) async throws -> TokenRotation {
        try await database.write { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT user, family, expiresAt, used FROM refreshTokens WHERE hash = ?", arguments: [hash])
            guard let row else { return .refused }
            let (user, family): (UserID, String) = (UserID(row[0]), row[1])
            if row[3] as Bool {
                try Self.deleteFamily(family, in: db)
                return .reused
            }
            guard row[2] as Int64 > now else { return .refused }
            try db.execute(sql: "UPDATE refreshTokens SET used = 1 WHERE hash = ?", arguments: [hash])
            try Self.insert(RefreshToken(hash: successor, user: user, family: family, expiresAt: expiresAt), in: db)
            return .rotated(user, family: family)
        }
    }

    public func revokeFamily(of hash: String) async throws {
        try await database.write { db in
            let family = try String.fetchOne(
                db, sql: "SELECT family FROM refreshTokens WHERE hash = ?", arguments: [hash])
            if let family { try Self.deleteFamily(family, in: db) }
        }
    }

    public func revokeAll(of user: UserID) async throws {
        try await database.write {
            try $0.execute(sql: "DELETE FROM refreshTokens WHERE user = ?", arguments: [user.rawValue])
        }
    }

    public func purge(now: Timestamp) async throws {
        try await database.write {
            try $0.execute(
                sql: """
                    DELETE FROM refreshTokens WHERE family IN
                        (SELECT family FROM refreshTokens GROUP BY family HAVING max(expiresAt) <= ?)
                    """, arguments: [now])
        }
    }

    private static func insert(_ token: RefreshToken, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO refreshTokens (hash, user, family, expiresAt) VALUES (?, ?, ?, ?)",
            arguments: [token.hash, token.user.rawValue, token.family, token.expiresAt])
    }

    private static func deleteFamily(_ family: String, in db: Database) throws {
        try db.execute(sql: "DELETE FROM refreshTokens WHERE family = ?", arguments: [family])
    }
}
