import BackendCore
import SpoolAPI

/// Accounts, logins and throttling counters that any number of auth services share.
public struct MySQLUserStore: UserStore {
    let pool: MySQLPool
    let clock: MySQLClock

    /// The tables must be there: see `MySQLSchema`.
    public init(_ pool: MySQLPool, clock: MySQLClock = .server) {
        self.pool = pool
        self.clock = clock
    }

    private static let columns = "`id`, `email`, `passwordHash`, `role`, `isDisabled`, `notifies`, `createdAt`"

    public func create(_ account: UserAccount) async throws {
        try account.validate()
        try await pool.write { transaction in
            _ = try Self.unlessTaken {
                try transaction.execute(
                    "INSERT INTO users (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [.text(account.id.rawValue)] + account.values)
            }
        }
    }

    public func account(_ id: UserID) async throws -> UserAccount? {
        try await fetch("WHERE `id` = ?", [.text(id.rawValue)]).first
    }

    public func account(email: String) async throws -> UserAccount? {
        try await fetch("WHERE `email` = ?", [.text(UserAccount.normalized(email: email))]).first
    }

    public func update(_ account: UserAccount) async throws {
        try account.validate()
        try await pool.write { transaction in
            let found = try Self.unlessTaken {
                try transaction.execute(
                    """
                    UPDATE users SET `email` = ?, `passwordHash` = ?, `role` = ?, `isDisabled` = ?, `notifies` = ?,
                        `createdAt` = ?
                    WHERE `id` = ?
                    """, account.values + [.text(account.id.rawValue)])
            }
            guard found == 1 else { throw BackendError(.notFound, "There is no such account.") }
        }
    }

    public func delete(_ id: UserID) async throws {
        try await pool.write { transaction in
            _ = try transaction.execute("DELETE FROM users WHERE `id` = ?", [.text(id.rawValue)])
        }
    }

    public func accounts(after: UserID?, limit: Int) async throws -> [UserAccount] {
        try await fetch(
            "WHERE `id` > ? ORDER BY `id` LIMIT ?", [.text(after?.rawValue ?? ""), .integer(Int64(max(limit, 0)))])
    }

    private func fetch(_ clause: String, _ values: [ColumnValue]) async throws -> [UserAccount] {
        try await pool.query { transaction in
            try transaction.rows("SELECT \(Self.columns) FROM users \(clause)", values).map(UserAccount.init)
        }
    }

    private static func unlessTaken(_ work: () throws -> UInt64) throws -> UInt64 {
        do {
            return try work()
        } catch let error as MySQLError where error.isDuplicate {
            throw BackendError(.taken, "There is an account with this address already.")
        }
    }
}

extension UserAccount {
    /// All columns but the id.
    fileprivate var values: [ColumnValue] {
        [
            .text(Self.normalized(email: email)), .text(passwordHash), .text(role.rawValue), ColumnValue(isDisabled),
            ColumnValue(notifies), .integer(createdAt),
        ]
    }

    fileprivate init(_ row: [ColumnValue]) throws {
        guard let id = row[0].text, let email = row[1].text, let hash = row[2].text, let createdAt = row[6].integer,
            let role = row[3].text.flatMap(Role.init(rawValue:))
        else { throw BackendError(.corrupt, "An account has something that this version does not know.") }
        self.init(
            id: UserID(id), email: email, passwordHash: hash, role: role, isDisabled: row[4] != .integer(0),
            notifies: row[5] != .integer(0), createdAt: createdAt)
    }
}
