import MediaTypes
import SpoolAPI

/// Every job the server has told of, by slot. A slot keeps its number for as long as its job exists.
struct JobTable: Sendable {
    private(set) var jobs: [Job?] = []
    private(set) var search: [SearchText] = []
    private var slots: [JobID: Int] = [:]
    private(set) var totals = JobTotals()

    var count: Int { slots.count }

    subscript(id: JobID) -> Job? { slots[id].flatMap { jobs[$0] } }
    func slot(of id: JobID) -> Int? { slots[id] }
    func job(at slot: Int) -> Job? { jobs.indices.contains(slot) ? jobs[slot] : nil }

    /// Slots in use, ascending.
    var occupied: [Int] { jobs.indices.filter { jobs[$0] != nil } }

    /// Stores a job's newest state and returns its slot; nil when an equal or newer one is known.
    mutating func store(_ job: Job) -> (slot: Int, old: Job?)? {
        guard let slot = slots[job.id] else {
            slots[job.id] = jobs.count
            jobs.append(job)
            search.append(Self.searchText(job))
            totals.add(job, slot: jobs.count - 1)
            return (jobs.count - 1, nil)
        }
        guard let old = jobs[slot], job.revision >= old.revision, job != old else { return nil }
        totals.remove(old, slot: slot)
        totals.add(job, slot: slot)
        if Self.isSearchedDifferently(old, job) { search[slot] = Self.searchText(job) }
        jobs[slot] = job
        return (slot, old)
    }

    mutating func remove(_ id: JobID) -> Int? {
        guard let slot = slots.removeValue(forKey: id), let job = jobs[slot] else { return nil }
        totals.remove(job, slot: slot)
        jobs[slot] = nil
        return slot
    }

    /// What the text filter looks at.
    private static func searchText(_ job: Job) -> SearchText {
        let words = [
            job.name.text, job.state.rawValue, job.result?.name.text ?? "", job.failure?.message ?? "", job.id.rawValue,
        ]
        return SearchText(RawName(words.joined(separator: "\n")))
    }

    private static func isSearchedDifferently(_ a: Job, _ b: Job) -> Bool {
        a.state != b.state || a.name != b.name || a.result?.name != b.result?.name || a.failure != b.failure
    }
}
