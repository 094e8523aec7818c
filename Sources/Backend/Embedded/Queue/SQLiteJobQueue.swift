import BackendCore
import Foundation
import GRDB

/// One named queue in the database file, with the manners of SQS.
public struct SQLiteJobQueue: JobQueue {
    let database: EmbeddedDatabase
    let name: String

    public init(_ database: EmbeddedDatabase, name: String) {
        self.database = database
        self.name = name
    }

    public func send(_ bodies: [String]) async throws {
        guard bodies.allSatisfy({ $0.utf8.count <= QueueLimits.maxMessageSize }) else {
            throw BackendError(.tooLarge, "A message has at most 64 KiB.")
        }
        try await database.write { [name] db in
            let insert = try db.cachedStatement(sql: "INSERT INTO messages (queue, body) VALUES (?, ?)")
            for body in bodies { try insert.execute(arguments: [name, Data(body.utf8)]) }
        }
    }

    /// A message sent by this process is received at once, one sent by another within a second.
    public func receive(max: Int, visibility: Duration, wait: Duration) async throws -> [QueueMessage] {
        let end = database.clock.monotonic().advanced(by: min(wait, QueueLimits.maxWait))
        while true {
            let signals = database.changes.subscribe()
            let messages = try await take(min(Swift.max(max, 1), 10), visibility: visibility)
            let now = database.clock.monotonic()
            if !messages.isEmpty || end.isPast(at: now) { return messages }
            let left = Duration.milliseconds(end.milliseconds - now.milliseconds)
            await signals.next(within: min(left, .seconds(1)))
            try Task.checkCancellation()
        }
    }

    public func extend(_ receipt: QueueReceipt, visibility: Duration) async throws {
        let until = visibility > .zero ? database.clock.monotonic().advanced(by: visibility) : nil
        let found = try await database.write(.process) { [name] db in
            guard let held = try Held(receipt, in: name, db) else { return false }
            try db.execute(
                sql: "UPDATE messages SET hiddenUntil = ?, hiddenBoot = ? WHERE id = ?",
                arguments: [until?.milliseconds ?? 0, until?.boot, held.id])
            return true
        }
        guard found else { throw BackendError(.leaseLost, "The message is another receiver's by now.") }
    }

    public func acknowledge(_ receipts: [QueueReceipt]) async throws {
        try await database.write(.process) { [name] db in
            for held in try receipts.compactMap({ try Held($0, in: name, db) }) {
                try db.execute(sql: "DELETE FROM messages WHERE id = ?", arguments: [held.id])
            }
        }
    }

    public func deadLetter(_ receipt: QueueReceipt, reason: String) async throws {
        try await database.write { [name] db in
            guard let held = try Held(receipt, in: name, db) else { return }
            try db.execute(sql: "UPDATE messages SET deadReason = ? WHERE id = ?", arguments: [reason, held.id])
        }
    }

    @discardableResult
    public func redrive() async throws -> Int {
        try await database.write { [name] db in
            try db.execute(
                sql: """
                    UPDATE messages SET deadReason = NULL, deliveries = 0, hiddenUntil = 0
                    WHERE queue = ? AND deadReason IS NOT NULL
                    """, arguments: [name])
            return db.changesCount
        }
    }

    public func depth() async throws -> QueueDepth {
        let now = database.clock.monotonic()
        return try await database.read { [name] db in
            let alive = "SELECT count(*) FROM messages WHERE deadReason IS NULL AND queue = ?"
            let all = try Int.fetchOne(db, sql: alive, arguments: [name]) ?? 0
            let hidden = try Int.fetchOne(
                db, sql: "\(alive) AND hiddenUntil > ? AND hiddenBoot = ?",
                arguments: [name, now.milliseconds, now.boot])
            let dead = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM messages WHERE deadReason IS NOT NULL AND queue = ?", arguments: [name])
            return QueueDepth(ready: all - (hidden ?? 0), inFlight: hidden ?? 0, dead: dead ?? 0)
        }
    }
}
