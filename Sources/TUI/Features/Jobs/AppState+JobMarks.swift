import SpoolAPI

/// Marking jobs; files are marked by the picker.
extension AppState {
    mutating func mark() {
        if screen == .files { return markFile() }
        if currentJobs.rangeStart != nil { return markRange() }
        guard let job = currentJobs.focusedJob(in: table) else { return }
        if currentJobs.marks.remove(job.id) == nil { currentJobs.marks.insert(job.id) }
        currentJobs.changeList { $0.move(by: 1) }
    }

    mutating func markRange() {
        if screen == .files { return markFileRange() }
        var list = currentJobs
        guard let range = list.range else {
            currentJobs.rangeStart = list.list.focusedID
            return say(.info, "Range: move, then V or Space marks it; Esc leaves.")
        }
        list.marks.formUnion(range.compactMap { table.job(at: list.list.ids[$0])?.id })
        list.rangeStart = nil
        currentJobs = list
    }

    mutating func markAll() {
        guard screen != .files else {
            return changeMarks { state in
                state.files.marks.insert(state.files.shownNames, in: state.files.directory)
            }
        }
        let shown = currentJobs.list.ids.compactMap { table.job(at: $0)?.id }
        currentJobs.marks.formUnion(shown)
    }

    mutating func unmarkAll() {
        guard screen != .files else {
            let count = files.marks.count
            changeMarks { $0.files.marks = Marks() }
            return say(.info, "\(Count.of(count, "file")) unmarked. u brings the marks back.")
        }
        currentJobs.marks = []
    }
}

extension JobListState {
    /// The rows of the range that is being marked.
    var range: ClosedRange<Int>? {
        guard let rangeStart, let focus = list.focus, let start = list.ids.firstIndex(of: rangeStart) else {
            return nil
        }
        return min(start, focus)...max(start, focus)
    }

    /// `+` within the range that is being marked, `*` when marked.
    func marker(_ job: Job, _ row: Int) -> String {
        range?.contains(row) == true ? "+" : marks.contains(job.id) ? "*" : ""
    }
}
