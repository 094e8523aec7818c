import BackendCore
import Foundation
import GRDB

extension SQLiteJobQueue {
    static let visible = """
        SELECT id, body, deliveries FROM messages
        WHERE deadReason IS NULL AND queue = ? AND hiddenUntil = 0 ORDER BY id LIMIT ?
        """

    /// Losing this write with the machine means one more delivery, which is allowed.
    func take(_ count: Int, visibility: Duration) async throws -> [QueueMessage] {
        let now = database.clock.monotonic()
        let until = now.advanced(by: Swift.max(visibility, .milliseconds(1)))
        return try await database.write(.process) { [name] db in
            try Self.uncover(name, now: now, in: db)
            let rows = try Row.fetchAll(db.cachedStatement(sql: Self.visible), arguments: [name, count])
            let hide = try db.cachedStatement(
                sql: "UPDATE messages SET deliveries = deliveries + 1, hiddenUntil = ?, hiddenBoot = ? WHERE id = ?")
            return try rows.map { row in
                let (id, deliveries): (Int64, Int) = (row[0], row[2] + 1)
                try hide.execute(arguments: [until.milliseconds, until.boot, id])
                return QueueMessage(
                    id: "\(id)", body: String(decoding: row[1] as Data, as: UTF8.self),
                    receipt: Held(id: id, deliveries: deliveries).receipt,
                    deliveries: deliveries)
            }
        }
    }

    /// Ends hidings whose time is over; a message that used up its deliveries dies instead.
    private static func uncover(_ queue: String, now: BootInstant, in db: Database) throws {
        let over =
            "deadReason IS NULL AND queue = :queue AND hiddenUntil > 0 AND (hiddenUntil <= :now OR hiddenBoot <> :boot)"
        let arguments: StatementArguments = ["queue": queue, "now": now.milliseconds, "boot": now.boot]
        try db.cachedStatement(
            sql: """
                UPDATE messages SET deadReason = 'received \(QueueLimits.maxDeliveries) times, never acknowledged'
                WHERE \(over) AND deliveries >= \(QueueLimits.maxDeliveries)
                """
        ).execute(arguments: arguments)
        try db.cachedStatement(sql: "UPDATE messages SET hiddenUntil = 0 WHERE \(over)").execute(arguments: arguments)
    }
}

/// What a receipt says: a message and which delivery of it. A later delivery makes it void.
struct Held {
    var id: Int64
    var deliveries: Int

    var receipt: QueueReceipt { QueueReceipt("\(id).\(deliveries)") }

    init(id: Int64, deliveries: Int) {
        self.id = id
        self.deliveries = deliveries
    }

    /// nil when the receipt is void.
    init?(_ receipt: QueueReceipt, in queue: String, _ db: Database) throws {
        let parts = receipt.rawValue.split(separator: ".").compactMap { Int64($0) }
        guard parts.count == 2 else { return nil }
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM messages WHERE id = ? AND deliveries = ? AND queue = ? AND deadReason IS NULL",
            arguments: [parts[0], parts[1], queue])
        guard let id else { return nil }
        self.init(id: id, deliveries: Int(parts[1]))
    }
}
