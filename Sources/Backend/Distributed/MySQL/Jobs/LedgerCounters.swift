import BackendCore
import SpoolAPI

/// The one row of the table `ledger`.
///
/// Whoever changes jobs holds its lock until the commit. So writers take turns, revisions become visible in their
/// order, and no two transactions wait for each other in a circle.
struct LedgerCounters {
    enum Counter: String {
        /// Of the latest change.
        case revision
        /// Rank of the job moved to the bottom or inserted last.
        case lastRank
        /// Number of claims ever granted: who was served when.
        case claims
    }

    let transaction: MySQLTransaction

    func lock() throws { _ = try value("revision", "FOR UPDATE") }

    /// Adds `count` and returns the new value.
    func next(_ counter: Counter, count: Int = 1) throws -> Int64 {
        if counter == .revision { transaction.revised = true }
        return try change("`\(counter.rawValue)` = `\(counter.rawValue)` + \(count)", counter.rawValue)
    }

    /// A rank before all others.
    func nextTopRank() throws -> Int64 { try change("`firstRank` = `firstRank` - 1", "firstRank") }

    func revision() throws -> Int64 { try value("revision") }
    func isQueuePaused() throws -> Bool { try value("queuePaused") != 0 }
    func queueRevision() throws -> Int64 { try value("queueRevision") }
    /// The highest revision of a removal that is no longer stored.
    func forgottenRemovals() throws -> Int64 { try value("forgottenRemovals") }

    func setQueuePaused(_ paused: Bool) throws {
        let revision = try next(.revision)
        try transaction.execute(
            "UPDATE ledger SET `queuePaused` = ?, `queueRevision` = ?", [ColumnValue(paused), .integer(revision)])
    }

    func value(_ column: String, _ clause: String = "") throws -> Int64 {
        guard let value = try transaction.value("SELECT `\(column)` FROM ledger \(clause)").integer else {
            throw BackendError(.corrupt, "The job list has lost its counters: restore a backup.")
        }
        return value
    }

    private func change(_ assignment: String, _ column: String) throws -> Int64 {
        try transaction.execute("UPDATE ledger SET \(assignment)")
        return try value(column)
    }
}
