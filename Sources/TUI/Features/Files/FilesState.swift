import MediaTypes
import TUIScreen

/// The file picker.
public struct FilesState: Sendable {
    struct Loading: Hashable {
        var id: Int
        var directory: RawName
        /// The name to focus when it is there.
        var focus: RawName?
        var count = 0
        /// It takes long enough to be mentioned.
        var isSlow = false
        /// Keys typed meanwhile, for the directory to come.
        var keys: [Key] = []
    }

    enum Probe: Hashable {
        case waiting
        case info(MediaInfo)
        case failed(MediaFailure)
    }

    public internal(set) var directory: RawName
    /// In natural order, directories first; `rows` refers to it by index.
    var entries: [FileEntry] = []
    var listing: Int?
    var freeSpace: Int64?
    var loading: Loading?
    /// Why there is nothing to show.
    var failure: String?

    var rows = ListModel<Int32>()
    var sort = FileSort.name
    var isReversed = false
    var showsHidden = false
    var showsAll = false
    var terms = SearchTerms("")

    public internal(set) var marks = Marks()
    /// What `u` brings back after an unmarking.
    var marksBefore: Marks?
    /// The entry at which a range was begun.
    var rangeStart: Int32?
    var walk: Walk?

    var pane = Pane.list
    var detailsOffset = 0
    var probes = ProbeCache()
    var probeTicket = 0
    /// The path whose probe was asked for or waits for the focus to rest.
    var probeTarget: RawName?

    init(directory: RawName) { self.directory = directory }

    var focused: FileEntry? { rows.focusedID.map { entries[Int($0)] } }
    /// The files that are shown, with their sizes as far as they are known.
    var shownNames: [(name: RawName, size: Int64?)] {
        rows.ids.compactMap { id in
            let entry = entries[Int(id)]
            return entry.kind == .file ? (entry.name, entry.size) : nil
        }
    }

    var focusedPath: RawName? { focused.map { path(of: $0) } }
    func path(of entry: FileEntry) -> RawName { directory.appending(entry.name) }

    /// Entries that could be shown without the filter.
    var unfilteredCount: Int { entries.count { isShown($0) } }

    private func isShown(_ entry: FileEntry) -> Bool {
        (showsHidden || !entry.isHidden) && (showsAll || entry.kind == .directory || entry.isMedia)
    }

    /// Chooses and orders the rows anew; the focus stays with its entry.
    mutating func arrange() {
        var shown: [Int32] = []
        for (index, entry) in entries.enumerated() where isShown(entry) && terms.match(entry.search) {
            shown.append(Int32(index))
        }
        rows.replace(with: sorted(shown))
    }

    /// The entries stand in natural order, so that an index is the rank of a name.
    private func sorted(_ shown: [Int32]) -> [Int32] {
        if sort == .name, !isReversed { return shown }
        let cut = shown.firstIndex { entries[Int($0)].kind != .directory } ?? shown.count
        let directories = shown[..<cut]
        var files = Array(shown[cut...])
        switch sort {
        case .name: break
        case .size: files = descending(files) { $0.size }
        case .date: files = descending(files) { $0.modified }
        }
        return (isReversed && sort == .name ? directories.reversed() : Array(directories))
            + (isReversed ? files.reversed() : files)
    }

    /// Largest first, unknown ones last, equal ones by name.
    private func descending(_ files: [Int32], by value: (FileEntry) -> Int64?) -> [Int32] {
        let keyed: [(value: Int64, index: Int32)] = files.map { (value(entries[Int($0)]) ?? -1, $0) }
        return keyed.sorted { ($0.value, $1.index) > ($1.value, $0.index) }.map(\.index)
    }

    /// The rows of the range that is being marked.
    var range: ClosedRange<Int>? {
        guard let rangeStart, let focus = rows.focus, let start = rows.ids.firstIndex(of: rangeStart) else {
            return nil
        }
        return min(start, focus)...max(start, focus)
    }
}
