import BackendCore
import SpoolAPI

/// The one row of the table `ledger`, read once in a transaction.
///
/// Whoever changes jobs holds its lock until the commit. So writers take turns, revisions become visible in their
/// order, and no two transactions wait for each other in a circle.
struct LedgerCounters {
    enum Counter: String, CaseIterable {
        /// Of the latest change.
        case revision
        /// Rank of the job moved to the bottom or inserted last.
        case lastRank
        /// Rank of the job moved to the top last.
        case firstRank
        /// Number of claims ever granted: who was served when.
        case claims
        case queuePaused
        case queueRevision
        /// The highest revision of a removal that is no longer stored.
        case forgottenRemovals
        /// See `LeaseTime`.
        case seenAt
        case elapsed
    }

    let transaction: MySQLTransaction

    private static let selection =
        "SELECT \(Counter.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")) FROM ledger"

    /// First of all in a transaction that changes any.
    func lock() throws { try read(" FOR UPDATE") }

    subscript(counter: Counter) -> Int64 {
        get throws {
            if let known = transaction.counters[counter] { return known }
            try read()
            return transaction.counters[counter] ?? 0
        }
    }

    var isQueuePaused: Bool { get throws { try self[.queuePaused] != 0 } }

    /// Adds `count` and returns the new value.
    func next(_ counter: Counter, count: Int64 = 1) throws -> Int64 {
        let value = try self[counter] + count
        try set([counter: value])
        if counter == .revision { transaction.revised = true }
        return value
    }

    /// The lock must be held.
    func set(_ values: KeyValuePairs<Counter, Int64>) throws {
        try transaction.execute(
            "UPDATE ledger SET \(values.map { "`\($0.key.rawValue)` = ?" }.joined(separator: ", "))",
            values.map { .integer($0.value) })
        for (counter, value) in values { transaction.counters[counter] = value }
    }

    private func read(_ clause: String = "") throws {
        let values = try transaction.rows(Self.selection + clause).first?.compactMap(\.integer) ?? []
        guard values.count == Counter.allCases.count else {
            throw BackendError(.corrupt, "The job list has lost its counters: restore a backup.")
        }
        transaction.counters = Dictionary(uniqueKeysWithValues: zip(Counter.allCases, values))
    }
}
