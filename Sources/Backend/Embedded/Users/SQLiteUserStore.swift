import BackendCore
import GRDB
import SpoolAPI

/// Accounts, logins and throttling counters in the database file.
public struct SQLiteUserStore: UserStore {
    let database: EmbeddedDatabase

    public init(_ database: EmbeddedDatabase) {
        self.database = database
    }

    private static let columns = "id, email, passwordHash, role, isDisabled, notifies, createdAt"

    public func create(_ account: UserAccount) async throws {
        try account.validate()
        try await database.write { db in
            try Self.unlessTaken {
                try db.execute(
                    sql: "INSERT INTO users (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    arguments: [account.id.rawValue] + account.values)
            }
        }
    }

    public func account(_ id: UserID) async throws -> UserAccount? {
        try await first("WHERE id = ?", id.rawValue)
    }

    public func account(email: String) async throws -> UserAccount? {
        try await first("WHERE email = ?", UserAccount.normalized(email: email))
    }

    public func update(_ account: UserAccount) async throws {
        try account.validate()
        try await database.write { db in
            try Self.unlessTaken {
                try db.execute(
                    sql: """
                        UPDATE users SET email = ?, passwordHash = ?, role = ?, isDisabled = ?, notifies = ?, createdAt = ?
                        WHERE id = ?
                        """, arguments: account.values + [account.id.rawValue])
            }
            guard db.changesCount == 1 else { throw BackendError(.notFound, "There is no such account.") }
        }
    }

    public func delete(_ id: UserID) async throws {
        try await database.write { try $0.execute(sql: "DELETE FROM users WHERE id = ?", arguments: [id.rawValue]) }
    }

    public func accounts(after: UserID?, limit: Int) async throws -> [UserAccount] {
        try await fetch("WHERE id > ? ORDER BY id LIMIT ?", [after?.rawValue ?? "", max(limit, 0)])
    }

    /// SQLite's text ends at a NUL, and no account has one.
    private func first(_ clause: String, _ value: String) async throws -> UserAccount? {
        value.utf8.contains(0) ? nil : try await fetch(clause, [value]).first
    }

    private func fetch(_ clause: String, _ arguments: StatementArguments) async throws -> [UserAccount] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT \(Self.columns) FROM users \(clause)", arguments: arguments)
                .map(UserAccount.init)
        }
    }

    private static func unlessTaken(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw BackendError(.taken, "There is an account with this address already.")
        }
    }
}

extension UserAccount {
    /// All columns but the id.
    fileprivate var values: StatementArguments {
        [Self.normalized(email: email), passwordHash, role.rawValue, isDisabled, notifies, createdAt]
    }

    fileprivate init(_ row: Row) throws {
        guard let role = Role(rawValue: row[3]) else {
            throw BackendError(.corrupt, "An account has a role that this version does not know.")
        }
        self.init(
            id: UserID(row[0]), email: row[1], passwordHash: row[2], role: role, isDisabled: row[4], notifies: row[5],
            createdAt: row[6])
    }
}
