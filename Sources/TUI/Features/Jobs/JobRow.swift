import SpoolAPI

/// A place in an order of jobs: plain numbers, so that 10,000 of them sort and search fast.
struct JobRow: Hashable, Sendable, Comparable {
    var first: Double
    var second: Double
    /// The job's slot in the table, which grows with time of arrival: makes the order total.
    var slot: Int

    static func < (a: JobRow, b: JobRow) -> Bool {
        if a.first != b.first { return a.first < b.first }
        if a.second != b.second { return a.second < b.second }
        return a.slot < b.slot
    }
}
