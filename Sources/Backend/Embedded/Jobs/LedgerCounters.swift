import BackendCore
import GRDB

/// The one row of the table `ledger`.
struct LedgerCounters {
    enum Counter: String {
        /// Of the latest change.
        case revision
        /// Rank of the job moved to the bottom or inserted last.
        case lastRank
        /// Number of claims ever granted: who was served when.
        case claims
    }

    let db: Database

    /// Adds `count` and returns the new value.
    func next(_ counter: Counter, count: Int = 1) throws -> Int64 {
        try change("\(counter.rawValue) = \(counter.rawValue) + \(count)", counter.rawValue)
    }

    /// A rank before all others.
    func nextTopRank() throws -> Int64 { try change("firstRank = firstRank - 1", "firstRank") }

    func revision() throws -> Int64 { try value("revision") }
    func isQueuePaused() throws -> Bool { try value("queuePaused") != 0 }
    func queueRevision() throws -> Int64 { try value("queueRevision") }
    /// The highest revision of a removal that is no longer stored.
    func forgottenRemovals() throws -> Int64 { try value("forgottenRemovals") }

    func setQueuePaused(_ paused: Bool) throws {
        try db.execute(
            sql: "UPDATE ledger SET queuePaused = ?, queueRevision = ?", arguments: [paused, next(.revision)])
    }

    private func value(_ column: String) throws -> Int64 {
        try found(Int64.fetchOne(db.cachedStatement(sql: "SELECT \(column) FROM ledger")))
    }

    private func change(_ assignment: String, _ column: String) throws -> Int64 {
        try db.cachedStatement(sql: "UPDATE ledger SET \(assignment)").execute()
        return try value(column)
    }

    private func found(_ value: Int64?) throws -> Int64 {
        guard let value else { throw BackendError(.corrupt, "The job list has lost its counters: restore a backup.") }
        return value
    }
}
