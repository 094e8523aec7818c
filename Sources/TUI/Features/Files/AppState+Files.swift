import MediaTypes
import SpoolAPI
import TUIScreen

/// The picker's own actions.
extension AppState {
    mutating func runFiles(_ action: Action) {
        switch action {
        case .open: open()
        case .parent:
            if files.directory != "/" { enter(files.directory.directory, focusing: files.directory.lastComponent) }
        case .plan: planMarked()
        case .markPattern: dialogs.append(.prompt(Prompt(.pattern, label: "Mark by pattern", text: "*.")))
        case .markRecursively: markRecursively()
        case .invertMarks: changeMarks { state in for file in state.shownFiles { state.toggleMark(file) } }
        case .sort:
            files.sort = files.sort.next
            files.arrange()
            say(.info, "Sorted by \(files.sort.rawValue).")
        case .reverseSort:
            files.isReversed.toggle()
            files.arrange()
        case .showHidden:
            files.showsHidden.toggle()
            files.arrange()
            say(.info, files.showsHidden ? "Hidden files are shown." : "Hidden files are not shown.")
        case .showAllFiles:
            files.showsAll.toggle()
            files.arrange()
            say(.info, files.showsAll ? "All files are shown." : "Only media files are shown.")
        case .goHome: enter(setup.home, focusing: nil)
        case .goToPath: dialogs.append(.prompt(Prompt(.goTo, label: "Go to")))
        case .bookmarks: openBookmarks()
        case .addBookmark: toggleBookmark()
        case .reload:
            files.probes.removeAll()
            files.probeTarget = nil
            enter(files.directory, focusing: files.focused?.name)
        default: break
        }
    }

    private mutating func open() {
        guard let entry = files.focused else { return }
        if entry.kind == .directory {
            enter(files.path(of: entry), focusing: nil)
        } else {
            planMarked()
        }
    }

    mutating func planMarked() {
        if !files.marks.isEmpty {
            openPlan(files.marks.files, isOfMarks: true)
        } else if let entry = files.focused, entry.kind == .file {
            openPlan([MarkedFile(path: files.path(of: entry), size: entry.size ?? 0)], isOfMarks: false)
        }
    }

    /// Begins to read a directory. What is shown stays until it is there.
    mutating func enter(_ directory: RawName, focusing focus: RawName?) {
        if let loading = files.loading { emit(.cancelListing(loading.id)) }
        let id = nextNumber()
        files.loading = .init(id: id, directory: directory, focus: focus)
        files.rangeStart = nil
        emit(.list(id, directory))
        emit(.after(100, .reading(id)))
    }

    /// Keys for the rows of a directory that is still being read wait for it.
    mutating func queueWhileReading(_ key: Key, _ action: Action) -> Bool {
        guard files.loading != nil, contexts.first == .files else { return false }
        switch action {
        case .open, .up, .down, .pageUp, .pageDown, .first, .last, .mark, .markAll, .markRange, .plan, .invertMarks:
            if let count = files.loading?.keys.count, count < 64 { files.loading?.keys.append(key) }
            return true
        default: return false
        }
    }

    mutating func handleFiles(_ event: AppEvent) {
        switch event {
        case .listingProgress(let id, let count): if files.loading?.id == id { files.loading?.count = count }
        case .listed(let id, let result): listed(id, result)
        case .described(let id, let start, let facts): described(id, start, facts)
        case .listingComplete(let id): if files.listing == id, files.sort != .name { files.arrange() }
        case .walkProgress(let id, let found, let directories): walkProgress(id, found, directories)
        case .walked(let id, let result): walked(id, result)
        case .probed(let path, .success(let info)): files.probes.store(.info(info), for: path)
        case .probed(let path, .failure(let failure)): files.probes.store(.failed(failure), for: path)
        default: break
        }
    }

    private mutating func listed(_ id: Int, _ result: Result<DirectoryListing, Trouble>) {
        guard let loading = files.loading, loading.id == id else { return }
        files.loading = nil
        switch result {
        case .success(let listing): show(listing, for: loading)
        case .failure(let trouble):
            if files.listing == nil {
                files.directory = loading.directory
                files.failure = trouble.message
            }
            say(.error, trouble.message)
        }
    }

    private mutating func show(_ listing: DirectoryListing, for loading: FilesState.Loading) {
        if files.directory != listing.directory { files.terms = SearchTerms("") }
        files.directory = listing.directory
        files.entries = listing.entries
        files.freeSpace = listing.freeSpace
        files.listing = loading.id
        files.failure = nil
        files.rangeStart = nil
        files.detailsOffset = 0
        files.rows = ListModel()
        files.arrange()
        if let focus = listing.focus ?? loading.focus, let index = files.entries.firstIndex(where: { $0.name == focus })
        {
            files.rows.focus(on: Int32(index))
        }
        settleHeights()
        for key in loading.keys { handle(key) }
    }

    private mutating func described(_ id: Int, _ start: Int, _ facts: [FileFacts]) {
        guard files.listing == id else { return }
        for (index, fact) in zip(start..., facts) where files.entries.indices.contains(index) {
            files.entries[index].size = fact.size
            files.entries[index].modified = fact.modified
            if let size = fact.size, !files.marks.isEmpty {
                files.marks.learn(files.entries[index].name, in: files.directory, size: size)
            }
        }
    }

    mutating func backInFiles() {
        if let loading = files.loading {
            emit(.cancelListing(loading.id))
            files.loading = nil
            say(.info, "Stopped reading \(setup.display(loading.directory).text).")
        } else if let walk = files.walk {
            emit(.cancelWalk(walk.id))
            files.walk = nil
            say(.info, "Stopped searching; what was found stays marked.")
        } else if files.rangeStart != nil {
            files.rangeStart = nil
        } else if !files.terms.isEmpty {
            files.terms = SearchTerms("")
            files.arrange()
        } else {
            say(.info, Self.topNote)
        }
    }

    static let topNote = "Nothing to leave here. q quits; the queue goes on."
}
