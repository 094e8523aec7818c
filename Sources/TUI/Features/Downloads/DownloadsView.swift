import SpoolAPI
import TUIScreen

/// Finished MP3s: where they are, or how far their saving is.
struct DownloadsView {
    private enum Column { case name, size, duration, verified, place }

    let state: AppState
    private var downloads: JobListState { state.downloads }

    func draw(on canvas: inout Canvas, _ layout: Layout) {
        canvas.text(SafeText(title), in: layout.title.splitLeft(1).rest, Ink.strong)
        guard !layout.listIsSide else { return }
        let columns = columns(layout.list)
        RowView.list(
            downloads.list, columns, whenEmpty: emptyText, hasFocus: state.dialogs.isEmpty && downloads.pane == .list,
            on: &canvas, layout
        ) { row, line, canvas in
            guard let job = state.table.job(at: downloads.list.ids[row]), let result = job.result else { return "" }
            draw(job, result, columns, on: &canvas, line.row)
            return downloads.marker(job, row)
        }
    }

    private func columns(_ rect: Rect) -> TableColumns<Column> {
        TableColumns(
            [
                .init(id: .name, title: "MP3", width: 18, importance: 9),
                .init(id: .size, title: "Size", width: 7, importance: 3, align: .right),
                .init(id: .duration, title: "Length", width: 8, importance: 2, align: .right),
                .init(id: .verified, title: "", width: 11, importance: 4),
                .init(id: .place, title: "Where", width: max(rect.columns / 3 - 2, 16), importance: 1),
            ], flexible: .name, in: rect.splitLeft(RowView.gutter).rest)
    }

    private func draw(
        _ job: Job, _ result: JobResult, _ columns: TableColumns<Column>, on canvas: inout Canvas, _ row: Int
    ) {
        func put(
            _ id: Column, _ text: SafeText, _ style: Style, _ align: Canvas.Alignment = .left,
            _ cut: SafeText.Truncation = .end
        ) {
            if let rect = columns.rect(id, row: row) {
                canvas.text(text, in: rect, style, align: align, truncation: cut)
            }
        }
        put(.name, SafeText(bytes: result.name.bytes), Ink.plain, .left, .middle)
        put(.size, SafeText(Human.bytes(result.size)), Ink.quiet, .right)
        put(.duration, SafeText(Human.duration(milliseconds: result.duration)), Ink.quiet, .right)
        let (word, style) = mark(job, result)
        put(.verified, SafeText(word), style)
        put(.place, place(job, result), Ink.quiet, .left, .start)
    }

    /// Published MP3s have been verified; what else there is to say comes first.
    private func mark(_ job: Job, _ result: JobResult) -> (String, Style) {
        switch state.saves[job.id] {
        case .waiting: return ("↓ waiting", Ink.quiet)
        case .running(let received, _):
            return ("↓ " + Human.percent(result.size > 0 ? Double(received) / Double(result.size) : 0), Ink.accent)
        case .saved: return ("✓ saved", Ink.good)
        case .failed: return ("✗ not saved", Ink.bad)
        case .stopped, nil:
            return result.available || result.path != nil ? ("✓ verified", Ink.good) : ("× gone", Ink.quiet)
        }
    }

    private func place(_ job: Job, _ result: JobResult) -> SafeText {
        switch state.saves[job.id] {
        case .running(_, let speed): return SafeText("\(Human.bytes(Int64(min(max(speed, 0), 1e15))))/s")
        case .failed(let why): return SafeText(why)
        case .saved(let path): return SafeText(bytes: state.setup.display(path.directory).bytes)
        default: return result.path.map { SafeText(bytes: state.setup.display($0.directory).bytes) } ?? "on the server"
        }
    }

    private var title: String {
        let totals = state.table.totals
        var parts = [Count.of(totals.done, "MP3")]
        if !downloads.terms.isEmpty { parts.append(state.filterCount) }
        if !downloads.marks.isEmpty { parts.append("\(Count.grouped(downloads.marks.count)) marked") }
        var speed = 0.0
        var active = 0
        for status in state.saves.values where status.isActive {
            active += 1
            if case .running(_, let own) = status { speed += own }
        }
        if active > 0 {
            parts.append("saving \(Count.grouped(active)), \(Human.bytes(Int64(min(max(speed, 0), 1e15))))/s")
        }
        return parts.joined(separator: " · ")
    }

    private var emptyText: String {
        if !downloads.terms.isEmpty { return "No MP3 matches.\nEsc shows all again." }
        if let obstacle = state.connection.obstacle { return "Nothing to show.\n\(obstacle)" }
        return "No finished MP3s yet.\n2 shows the jobs, 1 the files."
    }
}
