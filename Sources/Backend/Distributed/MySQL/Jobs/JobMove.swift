import BackendCore
import SpoolAPI

/// Moves a job among its owner's queued jobs of the same priority. Up and down exchange ranks with the neighbour,
/// so ranks stay distinct for ever; at the edge they change nothing.
struct JobMove {
    let table: JobTable

    func apply(_ move: JobPatch.Move, to row: inout JobRow) throws {
        let counters = LedgerCounters(transaction: table.transaction)
        switch move {
        case .top: row.record.job.rank = Double(try counters.next(.firstRank, count: -1))
        case .bottom: row.record.job.rank = Double(try counters.next(.lastRank))
        case .up: try exchange(&row, with: "`rank` < ? ORDER BY `rank` DESC")
        case .down: try exchange(&row, with: "`rank` > ? ORDER BY `rank`")
        }
    }

    private func exchange(_ row: inout JobRow, with neighbour: String) throws {
        let job = row.record.job
        let others = try table.rows(
            "WHERE `state` = 'queued' AND `owner` = ? AND `priority` = ? AND \(neighbour) LIMIT 1",
            [.text(row.record.owner.rawValue), .integer(Int64(job.priority)), .real(job.rank)])
        guard var other = others.first else { return }
        row.record.job.rank = other.record.job.rank
        other.record.job.rank = job.rank
        try table.update(other)
    }
}
