import MediaTypes
import TUIScreen

/// The picker's list.
struct FilesView {
    private enum Column { case name, size, date }

    let state: AppState
    private var files: FilesState { state.files }

    func draw(on canvas: inout Canvas, _ layout: Layout) {
        drawTitle(on: &canvas, layout.title)
        guard !layout.listIsSide else { return }
        let columns = columns(layout.list)
        let range = files.range
        RowView.list(
            files.rows, columns, whenEmpty: emptyText, hasFocus: state.dialogs.isEmpty && files.pane == .list,
            on: &canvas, layout
        ) { row, line, canvas in
            let entry = files.entries[Int(files.rows.ids[row])]
            draw(entry, columns, on: &canvas, line.row)
            return marker(entry, isInRange: range?.contains(row) == true)
        }
    }

    private func columns(_ rect: Rect) -> TableColumns<Column> {
        TableColumns(
            [
                .init(id: .name, title: "Name", width: 20, importance: 9),
                .init(id: .size, title: "Size", width: 7, importance: 2, align: .right),
                .init(id: .date, title: "Modified", width: 16, importance: 1),
            ], flexible: .name, in: rect.splitLeft(RowView.gutter).rest)
    }

    private func draw(_ entry: FileEntry, _ columns: TableColumns<Column>, on canvas: inout Canvas, _ row: Int) {
        if let rect = columns.rect(.name, row: row) {
            let isDirectory = entry.kind == .directory
            let name = SafeText(bytes: entry.name.bytes + (isDirectory ? [UInt8(ascii: "/")] : []))
            let style = isDirectory ? Ink.directory : entry.isMedia ? Ink.plain : Ink.quiet
            canvas.text(name, in: rect, style, truncation: .middle)
        }
        if let rect = columns.rect(.size, row: row), entry.kind != .directory {
            canvas.text(SafeText(entry.size.map(Human.bytes) ?? ""), in: rect, Ink.quiet, align: .right)
        }
        if let rect = columns.rect(.date, row: row), let modified = entry.modified {
            canvas.text(SafeText(state.setup.localTime.date(modified)), in: rect, Ink.quiet)
        }
    }

    private func marker(_ entry: FileEntry, isInRange: Bool) -> String {
        if isInRange { return "+" }
        return !files.marks.isEmpty && files.marks.contains(entry.name, in: files.directory) ? "*" : ""
    }

    private var emptyText: String {
        if files.loading != nil { return "reading…\nEsc stops." }
        if let failure = files.failure { return "\(failure)\ng goes to another path, ~ home." }
        if !files.terms.isEmpty { return "Nothing matches “\(files.terms.text)”.\nEsc shows everything again." }
        if !files.entries.isEmpty { return "No media files here.\nm shows all files, . hidden ones; h goes up." }
        return "This directory is empty.\nh goes up, g to another path."
    }

    private func drawTitle(on canvas: inout Canvas, _ rect: Rect) {
        let line = rect.splitLeft(1).rest.splitLeft(rect.columns - 2).left
        var facts: [String] = []
        if !files.terms.isEmpty { facts.append(state.filterCount) }
        if !files.marks.isEmpty {
            facts.append("\(Count.grouped(files.marks.count)) marked, \(Human.bytes(files.marks.totalSize))")
        }
        if files.sort != .name || files.isReversed {
            facts.append("by \(files.sort.rawValue)\(files.isReversed ? " reversed" : "")")
        }
        if let free = files.freeSpace, line.columns >= 60 || facts.isEmpty { facts.append("\(Human.bytes(free)) free") }
        let text = SafeText(facts.joined(separator: " · ")).truncated(to: line.columns * 2 / 3)
        let (place, right) = line.splitLeft(line.columns - text.columns)
        canvas.text(text, in: right, files.marks.isEmpty ? Ink.quiet : Ink.accent)
        let path = SafeText(bytes: state.setup.display(files.directory).bytes)
        canvas.text(path, in: place.splitLeft(place.columns - 2).left, Ink.strong, truncation: .start)
    }
}
