import BackendCore
import Foundation
import GRDB

/// The keys of mails in the database file. What ended long ago is forgotten.
public struct SQLiteMailJournal: MailJournal {
    private let database: EmbeddedDatabase

    /// Milliseconds: 90 days, longer than any event is repeated.
    private static let memory: Int64 = 90 * 24 * 3600 * 1000

    public init(_ database: EmbeddedDatabase) { self.database = database }

    public func claim(_ key: String, token: String, lease: Duration) async throws -> MailClaim {
        let (now, time) = (database.clock.monotonic(), database.clock.wall())
        let end = now.advanced(by: lease)
        return try await database.write { db in
            try db.execute(sql: "DELETE FROM mails WHERE at < ?", arguments: [time - Self.memory])
            let row = try Row.fetchOne(
                db, sql: "SELECT state, leaseBoot, leaseEnd FROM mails WHERE key = ?", arguments: [Data(key.utf8)])
            if let row {
                guard row[0] == "claimed" else { return .ended }
                let held = BootInstant(boot: row[1], milliseconds: row[2])
                guard held.isPast(at: now) else { return .busy }
            }
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO mails (key, state, token, leaseBoot, leaseEnd, at)
                    VALUES (?, 'claimed', ?, ?, ?, ?)
                    """,
                arguments: [Data(key.utf8), token, end.boot, end.milliseconds, time])
            return .granted
        }
    }

    public func beginTransmission(_ key: String, token: String) async throws -> Bool {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE mails SET state = 'transmitting' WHERE key = ? AND token = ? AND state = 'claimed'",
                arguments: [Data(key.utf8), token])
            return db.changesCount == 1
        }
    }

    public func settle(_ key: String, token: String, _ outcome: MailOutcome) async throws {
        try await database.write { db in
            let open = "key = ? AND token = ? AND state IN ('claimed', 'transmitting')"
            if outcome == .released {
                try db.execute(sql: "DELETE FROM mails WHERE \(open)", arguments: [Data(key.utf8), token])
            } else {
                try db.execute(
                    sql: "UPDATE mails SET state = ? WHERE \(open)",
                    arguments: [outcome.rawValue, Data(key.utf8), token])
            }
        }
    }
}
