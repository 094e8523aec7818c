import BackendCore
import GRDB
import SpoolAPI

/// Moves a job among its owner's queued jobs of the same priority. Up and down exchange ranks with the neighbour,
/// so ranks stay distinct for ever; at the edge they change nothing.
struct JobMove {
    let table: JobTable

    func apply(_ move: JobPatch.Move, to row: inout JobRow) throws {
        let counters = LedgerCounters(db: table.db)
        switch move {
        case .top: row.record.job.rank = Double(try counters.nextTopRank())
        case .bottom: row.record.job.rank = Double(try counters.next(.lastRank))
        case .up: try exchange(&row, with: Self.above)
        case .down: try exchange(&row, with: Self.below)
        }
    }

    static let above =
        "WHERE state = 'queued' AND owner = ? AND priority = ? AND rank < ? ORDER BY rank DESC LIMIT 1"
    static let below =
        "WHERE state = 'queued' AND owner = ? AND priority = ? AND rank > ? ORDER BY rank LIMIT 1"

    private func exchange(_ row: inout JobRow, with neighbour: String) throws {
        let job = row.record.job
        guard var other = try table.rows(neighbour, [row.record.owner.rawValue, job.priority, job.rank]).first else {
            return
        }
        row.record.job.rank = other.record.job.rank
        other.record.job.rank = job.rank
        try table.update(other)
    }
}
