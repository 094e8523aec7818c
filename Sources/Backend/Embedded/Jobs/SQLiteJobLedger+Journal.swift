import BackendCore
import GRDB
import SpoolAPI

extension SQLiteJobLedger: JobJournal {
    public func revision() async throws -> Int64 {
        try await database.read { try LedgerCounters(db: $0).revision() }
    }

    static let changed = "WHERE revision > ? ORDER BY revision LIMIT ?"

    /// Writers take turns, so revisions become visible in their order.
    public func changes(after revision: Int64, limit: Int) async throws -> JobChangePage {
        try await database.read { db in
            let counters = LedgerCounters(db: db)
            let latest = try counters.revision()
            guard revision >= (try counters.forgottenRemovals()), revision <= latest else {
                return JobChangePage(changes: [], revision: latest, hasMore: false, reset: true)
            }
            let limit = max(limit, 1)
            var changes = try JobTable(db: db).rows(Self.changed, [revision, limit + 1]).map {
                JobChange.job($0.record)
            }
            changes += try Removals(db: db).after(revision, limit: limit + 1)
            let queue = try counters.queueRevision()
            if queue > revision { changes.append(.queuePaused(try counters.isQueuePaused(), revision: queue)) }
            changes.sort { $0.revision < $1.revision }
            let page = Array(changes.prefix(limit))
            let hasMore = changes.count > limit
            return JobChangePage(
                changes: page, revision: hasMore ? page.last?.revision ?? latest : latest, hasMore: hasMore)
        }
    }

    /// Also after changes made by this process to other tables of the file; not after changes by other processes.
    public func signals() -> AsyncStream<Void> { database.changes.subscribe() }
}
