import SpoolAPI
import TUIScreen

/// A list of jobs in one order, filtered, with its focus and marks. Changes of single jobs move single rows.
public struct JobListState: Sendable {
    let order: JobOrder
    private var sorted: [JobRow] = []
    /// By slot; nil for jobs that are not shown.
    private var rowOfSlot: [JobRow?] = []
    private var isStale = false
    /// Slots in the order of the rows.
    private(set) var list = ListModel<Int>()

    private(set) var terms = SearchTerms("")
    private(set) var states = JobStateFilter.all
    /// Jobs whose removal can still be undone.
    private(set) var hidden: Set<JobID> = []
    var marks: Set<JobID> = []
    /// The slot at which a range was begun.
    var rangeStart: Int?
    var pane = Pane.list
    var detailsOffset = 0

    init(order: JobOrder) { self.order = order }

    func focusedJob(in table: JobTable) -> Job? { list.focusedID.flatMap { table.job(at: $0) } }

    /// Takes over a job that changed or was removed. Call `settle` after the last of several.
    mutating func update(_ slot: Int, in table: JobTable) {
        while rowOfSlot.count <= slot { rowOfSlot.append(nil) }
        let new = table.job(at: slot).flatMap { shownRow($0, slot, table) }
        let old = rowOfSlot[slot]
        guard new != old else { return }
        if let old, let index = index(of: old) { sorted.remove(at: index) }
        if let new { sorted.insert(new, at: place(of: new)) }
        rowOfSlot[slot] = new
        isStale = true
    }

    /// Shows what `update` changed; the focus stays with its job.
    mutating func settle() {
        guard isStale else { return }
        isStale = false
        list.replace(with: sorted.map(\.slot))
    }

    mutating func filter(_ table: JobTable, terms: SearchTerms? = nil, states: JobStateFilter? = nil) {
        if let terms { self.terms = terms }
        if let states { self.states = states }
        rebuild(table)
    }

    mutating func hide(_ ids: some Sequence<JobID>, in table: JobTable) {
        hidden.formUnion(ids)
        refresh(ids, table)
        marks.subtract(ids)
    }

    mutating func unhide(_ ids: some Sequence<JobID>, in table: JobTable) {
        hidden.subtract(ids)
        refresh(ids, table)
    }

    private mutating func refresh(_ ids: some Sequence<JobID>, _ table: JobTable) {
        for id in ids { if let slot = table.slot(of: id) { update(slot, in: table) } }
        settle()
    }

    /// All rows anew: after a filter change, or when the table was replaced.
    mutating func rebuild(_ table: JobTable) {
        sorted = []
        rowOfSlot = Array(repeating: nil, count: table.jobs.count)
        for slot in table.jobs.indices {
            guard let job = table.jobs[slot], let row = shownRow(job, slot, table) else { continue }
            rowOfSlot[slot] = row
            sorted.append(row)
        }
        sorted.sort()
        isStale = true
        settle()
    }

    private func shownRow(_ job: Job, _ slot: Int, _ table: JobTable) -> JobRow? {
        guard states.matches(job), !hidden.contains(job.id), terms.match(table.search[slot]) else { return nil }
        return order.row(of: job, slot: slot)
    }

    /// Where `row` stands, or would stand.
    private func place(of row: JobRow) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func index(of row: JobRow) -> Int? {
        let place = place(of: row)
        return place < sorted.count && sorted[place] == row ? place : nil
    }

    mutating func changeList(_ change: (inout ListModel<Int>) -> Void) { change(&list) }
}
