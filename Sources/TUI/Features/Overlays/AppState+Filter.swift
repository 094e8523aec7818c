/// The filter of the list on the screen, live while it is typed.
extension AppState {
    mutating func openFilter() {
        pane = .list
        dialogs.append(
            .prompt(Prompt(.filter(before: filterText, focus: focusedItem), label: "Filter", text: filterText)))
    }

    var filterText: String {
        switch screen {
        case .files: plan?.terms.text ?? files.terms.text
        case .jobs, .downloads: currentJobs.terms.text
        }
    }

    private var focusedItem: Int? {
        switch screen {
        case .files where plan != nil: plan?.rows.focusedID
        case .files: files.rows.focusedID.map { Int($0) }
        case .jobs, .downloads: currentJobs.list.focusedID
        }
    }

    mutating func applyFilter(_ text: String) {
        let terms = SearchTerms(text)
        switch screen {
        case .files where plan != nil:
            plan?.terms = terms
            plan?.arrange()
        case .files:
            files.terms = terms
            files.arrange()
        case .jobs, .downloads: currentJobs.filter(table, terms: terms)
        }
    }

    mutating func restoreFilter(_ text: String, focus: Int?) {
        applyFilter(text)
        guard let focus else { return }
        switch screen {
        case .files where plan != nil: plan?.rows.focus(on: focus)
        case .files: files.rows.focus(on: Int32(focus))
        case .jobs, .downloads: currentJobs.changeList { $0.focus(on: focus) }
        }
    }
}
