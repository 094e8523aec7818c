import SpoolAPI
import TUIScreen

/// The queue: a line a job, with its bar while it is converted.
struct JobsView {
    private enum Column { case state, name, bar, percent, speed, remaining, attempt, worker }

    let state: AppState
    private var jobs: JobListState { state.jobs }

    func draw(on canvas: inout Canvas, _ layout: Layout) {
        canvas.text(SafeText(title), in: layout.title.splitLeft(1).rest, Ink.strong)
        guard !layout.listIsSide else { return }
        let columns = columns(layout.list)
        RowView.list(
            jobs.list, columns, whenEmpty: emptyText, hasFocus: state.dialogs.isEmpty && jobs.pane == .list,
            on: &canvas, layout
        ) { row, line, canvas in
            guard let job = state.table.job(at: jobs.list.ids[row]) else { return "" }
            draw(job, columns, on: &canvas, line)
            return jobs.marker(job, row)
        }
    }

    private func columns(_ rect: Rect) -> TableColumns<Column> {
        TableColumns(
            [
                .init(id: .state, title: "State", width: 12, importance: 9),
                .init(id: .name, title: "Source", width: 18, importance: 9),
                .init(id: .bar, title: "", width: rect.columns >= 90 ? 16 : 10, importance: 3),
                .init(id: .percent, title: "Done", width: 4, importance: 6, align: .right),
                .init(id: .speed, title: "Speed", width: 6, importance: 4, align: .right),
                .init(id: .remaining, title: "Left", width: 9, importance: 5, align: .right),
                .init(id: .attempt, title: "Try", width: 3, importance: 2),
                .init(id: .worker, title: "Worker", width: 10, importance: 1),
            ], flexible: .name, in: rect.splitLeft(RowView.gutter).rest)
    }

    private func draw(_ job: Job, _ columns: TableColumns<Column>, on canvas: inout Canvas, _ line: Rect) {
        func put(_ id: Column, _ text: String, _ style: Style = Ink.plain, _ align: Canvas.Alignment = .left) {
            if let rect = columns.rect(id, row: line.row) { canvas.text(SafeText(text), in: rect, style, align: align) }
        }
        put(.state, "\(job.stateGlyph) \(job.stateText)", job.stateStyle)
        if let rect = columns.rect(.name, row: line.row) {
            canvas.text(SafeText(bytes: job.name.bytes), in: rect, truncation: .middle)
        }
        guard job.state == .converting || job.state == .publishing else {
            return drawOutcome(job, columns, on: &canvas, line)
        }
        if let fraction = job.progress?.fraction {
            if let rect = columns.rect(.bar, row: line.row) { canvas.bar(fraction, in: rect, Ink.accent, trough: "·") }
            put(.percent, Human.percent(fraction), Ink.plain, .right)
        } else if let done = job.progress?.done, let rect = columns.rect(.bar, row: line.row) {
            canvas.text(SafeText(Human.duration(milliseconds: done)), in: rect)
        }
        put(.speed, job.paused ? "" : Human.speed(job.progress?.speed ?? 0), Ink.quiet, .right)
        put(.remaining, job.remaining(at: state.now).map { Human.remaining(milliseconds: $0) } ?? "", Ink.plain, .right)
        put(.attempt, job.attempt > 0 ? "\(job.attempt)/\(job.maxAttempts)" : "", Ink.quiet)
        put(.worker, job.worker ?? "", Ink.quiet)
    }

    /// What became of it takes the place of bar, speed and remaining time.
    private func drawOutcome(_ job: Job, _ columns: TableColumns<Column>, on canvas: inout Canvas, _ line: Rect) {
        guard let first = columns.rect(.bar, row: line.row) ?? columns.rect(.percent, row: line.row) else { return }
        let rect = Rect(column: first.column, row: line.row, columns: line.endColumn - first.column, rows: 1)
        let style = job.state == .failed ? Ink.bad : Ink.quiet
        if rect.columns >= 8 { canvas.text(SafeText(job.outcome(state.setup.localTime)), in: rect, style) }
    }

    private var title: String {
        let totals = state.table.totals
        var parts: [String] = []
        if !jobs.terms.isEmpty || jobs.states != .all {
            parts.append("\(jobs.states == .all ? "" : jobs.states.rawValue + " ")\(state.filterCount)")
        }
        if !jobs.marks.isEmpty { parts.append("\(Count.grouped(jobs.marks.count)) marked") }
        parts.append("\(Count.grouped(totals.done)) done")
        if totals.failed > 0 { parts.append("\(Count.grouped(totals.failed)) failed") }
        parts.append("\(Count.grouped(totals.unfinished)) left")
        if let remaining = state.overallRemaining { parts.append("about \(Human.remaining(milliseconds: remaining))") }
        if state.queue?.paused == true { parts.append("queue paused: P resumes") }
        return parts.joined(separator: " · ")
    }

    private var emptyText: String {
        if !jobs.terms.isEmpty || jobs.states != .all { return "No job matches.\nEsc shows all again." }
        switch state.connection {
        case .failed(let why): return "No server.\n\(why)"
        case .lost(let why): return "The server is away: \(why)\nConnecting again…"
        case .connecting(let what): return "\(what)…"
        case .ready:
            return state.knowsJobs
                ? "No jobs yet.\n1 shows the files: mark some with Space and press Enter." : "Fetching the jobs…"
        }
    }
}

extension AppState {
    /// Milliseconds until the queue is empty at the present speed; nil while that cannot be told.
    var overallRemaining: Double? {
        guard queue?.paused != true else { return nil }
        var audio = 0.0
        var speed = 0.0
        for slot in table.totals.active {
            guard let job = table.job(at: slot), !job.paused, let progress = job.progress else { continue }
            guard let total = progress.total else { return nil }
            audio += Double(max(total - progress.done, 0))
            speed += progress.speed
        }
        guard speed > 0, let waiting = table.totals.estimatedAudio(in: table.totals.waitingBytes) else { return nil }
        return (audio + waiting) / speed
    }
}
