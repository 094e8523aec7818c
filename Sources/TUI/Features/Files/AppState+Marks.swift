import MediaTypes
import TUIScreen

/// Marking files.
extension AppState {
    /// Paths of the files that are shown, with their sizes.
    var shownFiles: [MarkedFile] {
        files.rows.ids.compactMap { id in
            let entry = files.entries[Int(id)]
            return entry.kind == .file ? MarkedFile(path: files.path(of: entry), size: entry.size ?? 0) : nil
        }
    }

    mutating func toggleMark(_ file: MarkedFile) {
        if files.marks.contains(file.path) {
            files.marks.remove(file.path)
        } else {
            files.marks.insert(file.path, size: file.size)
        }
    }

    /// A change that `u` can take back.
    mutating func changeMarks(_ change: (inout AppState) -> Void) {
        let before = files.marks
        change(&self)
        files.marksBefore = before.isEmpty ? nil : before
    }

    mutating func markFile() {
        if files.rangeStart != nil { return markFileRange() }
        guard let entry = files.focused else { return }
        toggleMark(MarkedFile(path: files.path(of: entry), size: entry.size ?? 0))
        files.rows.move(by: 1)
    }

    mutating func markFileRange() {
        guard let range = files.range else {
            files.rangeStart = files.rows.focusedID
            return say(.info, "Range: move, then V or Space marks it; Esc leaves.")
        }
        for row in range {
            let entry = files.entries[Int(files.rows.ids[row])]
            if entry.kind == .file { files.marks.insert(files.path(of: entry), size: entry.size) }
        }
        files.rangeStart = nil
        say(.info, "\(Count.of(files.marks.count, "file")) marked.")
    }

    mutating func mark(_ pattern: Glob) -> Int {
        let matching = shownFiles.filter { pattern.matches($0.path.lastComponent) }
        for file in matching { files.marks.insert(file.path, size: file.size) }
        return matching.count
    }

    mutating func markRecursively() {
        let focused = files.focused
        let directory =
            focused?.kind == .directory ? focused.map { files.path(of: $0) } ?? files.directory : files.directory
        let id = nextNumber()
        files.walk = Walk(id: id, directory: directory)
        emit(.walk(id, directory, hidden: files.showsHidden))
    }

    mutating func walkProgress(_ id: Int, _ found: [MarkedFile], _ directories: Int) {
        guard files.walk?.id == id else { return }
        for file in found { files.marks.insert(file.path, size: file.size) }
        files.walk?.found += found.count
        files.walk?.directories = directories
    }

    mutating func walked(_ id: Int, _ result: Result<WalkSummary, Trouble>) {
        guard let walk = files.walk, walk.id == id else { return }
        files.walk = nil
        switch result {
        case .failure(let trouble): say(.error, trouble.message)
        case .success(let summary):
            let found =
                "\(Count.of(walk.found, "media file")) marked in \(Count.of(walk.directories, "directory", "directories"))"
            if summary.isCut {
                say(.warning, "\(found); there are more: one search marks at most \(Count.grouped(WalkSummary.limit)).")
            } else if summary.unreadable > 0 {
                say(
                    .warning, "\(found); \(Count.of(summary.unreadable, "directory", "directories")) could not be read."
                )
            } else {
                say(.success, "\(found).")
            }
        }
    }
}
