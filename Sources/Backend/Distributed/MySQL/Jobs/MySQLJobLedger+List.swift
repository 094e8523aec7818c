import BackendCore
import SpoolAPI

extension MySQLJobLedger {
    public func list(_ query: JobQuery) async throws -> JobRecordPage {
        guard query.after.map({ Int64($0) != nil }) ?? true else {
            throw BackendError(.invalid, "This page does not exist: start from the first.")
        }
        let limit = min(max(query.limit, 1), 1000)
        return try await pool.read { transaction in
            let (clause, values) = Self.listing(query, limit: limit + 1)
            let rows = try JobTable(transaction: transaction).rows(clause, values)
            let page = rows.prefix(limit)
            return JobRecordPage(
                records: page.map(\.record), next: rows.count > limit ? page.last?.seq.map { "\($0)" } : nil,
                revision: try LedgerCounters(transaction: transaction)[.revision])
        }
    }

    /// One ordered index walk for each state, so that rare states are found without passing over the others.
    private static func listing(_ query: JobQuery, limit: Int) -> (clause: String, values: [ColumnValue]) {
        var values: [ColumnValue] = []
        let states: [JobState?] = query.states.isEmpty ? [nil] : query.states.sorted { $0.rawValue < $1.rawValue }
        let walks = states.map { state in
            var filter = JobFilter(owner: query.owner, batch: query.batch)
            if let state { filter.add("`state` = ?", [.text(state.rawValue)]) }
            filter.add("`seq` > ?", [.integer(query.after.flatMap { Int64($0) } ?? 0)])
            if let keeping = query.keeping { filter.add(keeping) }
            if let time = query.endedBefore { filter.add("`finishedAt` < ?", [.integer(time)]) }
            if let text = query.text, !text.isEmpty { filter.add(text: text) }
            values += filter.values
            return "(SELECT `seq` FROM jobs \(filter.clause) ORDER BY `seq` LIMIT \(limit))"
        }
        let clause = """
            WHERE `seq` IN (SELECT `seq` FROM (\(walks.joined(separator: " UNION ALL "))) walks) \
            ORDER BY `seq` LIMIT \(limit)
            """
        return (clause, values)
    }
}
