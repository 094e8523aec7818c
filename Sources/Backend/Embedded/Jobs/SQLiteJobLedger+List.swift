import BackendCore
import GRDB
import SpoolAPI

extension SQLiteJobLedger {
    public func list(_ query: JobQuery) async throws -> JobRecordPage {
        guard query.after.map({ Int64($0) != nil }) ?? true else {
            throw BackendError(.invalid, "This page does not exist: start from the first.")
        }
        let limit = min(max(query.limit, 1), 1000)
        return try await database.read { db in
            let (clause, arguments) = Self.listing(query, limit: limit + 1)
            let rows = try JobTable(db: db).rows(clause, arguments)
            let page = rows.prefix(limit)
            return JobRecordPage(
                records: page.map(\.record), next: rows.count > limit ? page.last?.seq.map { "\($0)" } : nil,
                revision: try LedgerCounters(db: db).revision())
        }
    }

    /// One ordered index walk for each state, so that rare states are found without passing over the others.
    static func listing(_ query: JobQuery, limit: Int) -> (clause: String, arguments: StatementArguments) {
        var arguments = StatementArguments()
        let states: [JobState?] = query.states.isEmpty ? [nil] : query.states.sorted { $0.rawValue < $1.rawValue }
        let walks = states.map { state in
            var filter = JobFilter(owner: query.owner, batch: query.batch)
            if let state { filter.add("state = ?", [state.rawValue]) }
            filter.add("seq > ?", [query.after.flatMap { Int64($0) } ?? 0])
            if let keeping = query.keeping { filter.add(keeping) }
            if let time = query.endedBefore { filter.add("finishedAt < ?", [time]) }
            if let text = query.text, !text.isEmpty { filter.add(text: text) }
            arguments += filter.arguments
            return "SELECT * FROM (SELECT seq FROM jobs \(filter.clause) ORDER BY seq LIMIT \(limit))"
        }
        return ("WHERE seq IN (\(walks.joined(separator: " UNION ALL "))) ORDER BY seq LIMIT \(limit)", arguments)
    }
}
