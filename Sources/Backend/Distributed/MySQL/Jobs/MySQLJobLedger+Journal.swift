import BackendCore
import SpoolAPI

extension MySQLJobLedger: JobJournal {
    public func revision() async throws -> Int64 {
        try await pool.query { try LedgerCounters(transaction: $0)[.revision] }
    }

    /// Writers take turns, so revisions become visible in their order.
    public func changes(after revision: Int64, limit: Int) async throws -> JobChangePage {
        try await pool.read { transaction in
            let counters = LedgerCounters(transaction: transaction)
            let latest = try counters[.revision]
            guard revision >= (try counters[.forgottenRemovals]), revision <= latest else {
                return JobChangePage(changes: [], revision: latest, hasMore: false, reset: true)
            }
            if revision == latest { return JobChangePage(changes: [], revision: latest, hasMore: false) }
            let limit = min(max(limit, 1), 100_000)
            var changes = try JobTable(transaction: transaction).rows(
                "WHERE `revision` > ? ORDER BY `revision` LIMIT ?", [.integer(revision), .integer(Int64(limit + 1))]
            ).map { JobChange.job($0.record) }
            changes += try Removals(transaction: transaction).after(revision, limit: limit + 1)
            let queue = try counters[.queueRevision]
            if queue > revision { changes.append(.queuePaused(try counters.isQueuePaused, revision: queue)) }
            changes.sort { $0.revision < $1.revision }
            let page = Array(changes.prefix(limit))
            let hasMore = changes.count > limit
            return JobChangePage(
                changes: page, revision: hasMore ? page.last?.revision ?? latest : latest, hasMore: hasMore)
        }
    }

    /// At once after changes through this pool, within 250 ms after those of others.
    public func signals() -> AsyncStream<Void> { watch.subscribe() }
}
