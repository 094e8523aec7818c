import TUIScreen

/// The row above the footer: the field that is being typed in, else what runs, else the latest notice.
struct StatusView {
    let state: AppState

    func draw(on canvas: inout Canvas, _ layout: Layout) {
        let rect = layout.status
        if case .prompt(let prompt) = state.dialogs.last { return draw(prompt, on: &canvas, in: rect) }
        let line = rect.splitLeft(1).rest
        if let notice = state.notice {
            draw(notice, on: &canvas, in: line)
        } else if let running {
            canvas.text(SafeText(running), in: line, Ink.quiet)
        }
    }

    /// A long one takes rows of the list for as long as it is there: what to do stands at its end.
    private func draw(_ notice: Notice, on canvas: inout Canvas, in line: Rect) {
        let lines = SafeText(prefix(notice.kind) + notice.text).wrapped(to: line.columns)
        let shown =
            lines.prefix(Self.longest - 1)
            + (lines.count >= Self.longest ? [lines[(Self.longest - 1)...].reduce("") { $0 + $1 + " " }] : [])
        for (index, text) in shown.enumerated() {
            let place = Rect(
                column: line.column, row: line.row - shown.count + 1 + index, columns: line.columns, rows: 1)
            canvas.fill(Rect(column: 0, row: place.row, columns: line.endColumn, rows: 1))
            canvas.text(text, in: place, Ink.notice(notice.kind))
        }
    }

    private static let longest = 3

    /// Tells kinds apart without colour.
    private func prefix(_ kind: Notice.Kind) -> String {
        switch kind {
        case .info, .success: ""
        case .warning: "⚠ "
        case .error: "✗ "
        }
    }

    private var running: String? {
        if let loading = state.files.loading, loading.isSlow, state.screen == .files {
            let count = loading.count > 0 ? "  \(Count.grouped(loading.count))" : ""
            return "reading \(state.setup.display(loading.directory).text)…\(count)  Esc stops"
        }
        if let walk = state.files.walk {
            return
                "searching…  \(Count.grouped(walk.found)) found in \(Count.of(walk.directories, "directory", "directories"))  Esc stops"
        }
        if let start = state.files.range, state.screen == .files, state.plan == nil {
            return "range: \(Count.of(start.count, "row"))  V marks, Esc leaves"
        }
        if let uploads = state.uploads { return uploads.text }
        if let removal = state.removals.last { return "\(Count.of(removal.jobs.count, "job")) removed; u brings back" }
        return nil
    }

    private func draw(_ prompt: Prompt, on canvas: inout Canvas, in rect: Rect) {
        let line = rect.inset(columns: 1)
        let note = prompt.error == nil ? prompt.note ?? count(prompt) : ""
        // What is wrong takes the place of the question, as far as the field leaves it.
        let label = SafeText((prompt.error ?? prompt.label + ":") + " ").truncated(
            to: prompt.error == nil ? max(line.columns / 2, 8) : line.columns - 12)
        let (labelRect, rest) = line.splitLeft(label.columns)
        let noteColumns = note.isEmpty ? 0 : min(TextWidth.columns(of: note) + 2, max(rest.columns - 12, 0))
        let (field, noteRect) = rest.splitLeft(rest.columns - noteColumns)
        canvas.text(label, in: labelRect, prompt.error == nil ? Ink.accent : Ink.bad)
        canvas.text(SafeText(note), in: noteRect, Ink.quiet, align: .right)
        canvas.field(prompt.field, in: field, focused: true)
    }

    /// `12/10000` while filtering, the number of matches of a pattern, what an option may be.
    private func count(_ prompt: Prompt) -> String {
        switch prompt.kind {
        case .filter: state.filterCount
        case .pattern:
            Glob(prompt.field.text).map { glob in
                Count.of(state.shownFiles.count { glob.matches($0.path.lastComponent) }, "match", "matches")
            } ?? ""
        case .option(let option): option.example
        case .goTo, .save: ""
        }
    }
}
