/// What the pane beside the list shows.
extension AppState {
    func detailLines(columns: Int) -> [DetailLine] {
        switch screen {
        case .files: FileDetails(state: self, columns: columns).lines
        case .jobs, .downloads: JobDetails(state: self, columns: columns).lines
        }
    }

    var detailsOffset: Int {
        switch screen {
        case .files: files.detailsOffset
        case .jobs, .downloads: currentJobs.detailsOffset
        }
    }

    /// `12/10,000`: rows that the filter shows, and rows there are.
    var filterCount: String {
        let (shown, all) =
            switch screen {
            case .files where plan != nil: (plan?.rows.count ?? 0, plan?.files.count ?? 0)
            case .files: (files.rows.count, files.unfilteredCount)
            case .jobs: (jobs.list.count, table.count - jobs.hidden.count)
            case .downloads: (downloads.list.count, table.totals.done - downloads.hidden.count)
            }
        return "\(shown)/\(max(all, shown))"
    }
}
