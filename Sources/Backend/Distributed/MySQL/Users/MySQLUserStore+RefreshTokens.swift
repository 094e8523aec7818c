import BackendCore
import SpoolAPI

extension MySQLUserStore: RefreshTokenStore {
    public func insert(_ token: RefreshToken) async throws {
        try await pool.write { transaction in
            // Locked, so that the account is not deleted before the token is there.
            let user = try transaction.value(
                "SELECT `id` FROM users WHERE `id` = ? FOR UPDATE", [.text(token.user.rawValue)])
            guard user != .null else { throw BackendError(.notFound, "There is no such account.") }
            try Self.insert(token, in: transaction)
        }
    }

    public func rotate(
        _ hash: String, to successor: String, expiresAt: Timestamp, now: Timestamp
    ) async throws -> TokenRotation {
        try await pool.write { transaction in
            let row = try transaction.rows(
                "SELECT `user`, `family`, `expiresAt`, `used` FROM refreshTokens WHERE `hash` = ? FOR UPDATE",
                [.text(hash)]
            ).first
            guard let row, let user = row[0].text, let family = row[1].text else { return .refused }
            if row[3] != .integer(0) {
                try Self.deleteFamily(family, in: transaction)
                return .reused
            }
            guard (row[2].integer ?? 0) > now else { return .refused }
            try transaction.execute("UPDATE refreshTokens SET `used` = 1 WHERE `hash` = ?", [.text(hash)])
            let token = RefreshToken(hash: successor, user: UserID(user), family: family, expiresAt: expiresAt)
            try Self.insert(token, in: transaction)
            return .rotated(UserID(user), family: family)
        }
    }

    public func revokeFamily(of hash: String) async throws {
        try await pool.write { transaction in
            let family = try transaction.value("SELECT `family` FROM refreshTokens WHERE `hash` = ?", [.text(hash)])
            if let family = family.text { try Self.deleteFamily(family, in: transaction) }
        }
    }

    public func revokeAll(of user: UserID) async throws {
        try await pool.write { transaction in
            _ = try transaction.execute("DELETE FROM refreshTokens WHERE `user` = ?", [.text(user.rawValue)])
        }
    }

    public func purge(now: Timestamp) async throws {
        try await pool.write { transaction in
            _ = try transaction.execute(
                """
                DELETE FROM refreshTokens WHERE `family` IN (SELECT `family` FROM
                    (SELECT `family` FROM refreshTokens GROUP BY `family` HAVING MAX(`expiresAt`) <= ?) ended)
                """, [.integer(now)])
        }
    }

    private static func insert(_ token: RefreshToken, in transaction: MySQLTransaction) throws {
        try transaction.execute(
            "INSERT INTO refreshTokens (`hash`, `user`, `family`, `expiresAt`) VALUES (?, ?, ?, ?)",
            [.text(token.hash), .text(token.user.rawValue), .text(token.family), .integer(token.expiresAt)])
    }

    private static func deleteFamily(_ family: String, in transaction: MySQLTransaction) throws {
        try transaction.execute("DELETE FROM refreshTokens WHERE `family` = ?", [.text(family)])
    }
}
