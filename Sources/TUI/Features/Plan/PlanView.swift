import MediaTypes
import TUIScreen

/// The plan: a line a file, the options beside or above, and about the focused file why.
struct PlanView {
    private enum Column { case state, source, output, track, size }

    let state: AppState
    let plan: PlanState

    func draw(on canvas: inout Canvas, _ layout: Layout) {
        drawTitle(on: &canvas, layout.title)
        canvas.text(
            SafeText(PlanOptionsView(state: state, plan: plan).summary), in: layout.summary.splitLeft(1).rest, Ink.quiet
        )
        drawNote(on: &canvas, layout.note)
        let options = PlanOptionsView(state: state, plan: plan)
        if let side = layout.side { options.draw(on: &canvas, in: side) }
        if layout.listIsSide { return options.draw(on: &canvas, in: layout.list) }
        let columns = columns(layout.list)
        RowView.list(
            plan.rows, columns, whenEmpty: "No file matches the filter.\nEsc shows all again.",
            hasFocus: state.dialogs.isEmpty && plan.pane == .list, on: &canvas, layout
        ) { row, line, canvas in
            draw(plan.rows.ids[row], columns, on: &canvas, line.row)
            return plan.isIncluded(plan.rows.ids[row]) ? "✓" : "–"
        }
    }

    private func columns(_ rect: Rect) -> TableColumns<Column> {
        let width = rect.columns
        return TableColumns(
            [
                .init(id: .source, title: "File", width: 18, importance: 9),
                .init(id: .output, title: "Becomes", width: max(width / 3 - 4, 18), importance: 2),
                .init(id: .track, title: "Track", width: 14, importance: 1),
                .init(id: .size, title: "About", width: 7, importance: 3, align: .right),
                .init(id: .state, title: "", width: 9, importance: 4),
            ], flexible: .source, in: rect.splitLeft(RowView.gutter).rest)
    }

    private func draw(_ index: Int, _ columns: TableColumns<Column>, on canvas: inout Canvas, _ row: Int) {
        let item = plan.items[index]
        let isIn = plan.isIncluded(index)
        func put(
            _ id: Column, _ text: SafeText, _ style: Style, _ align: Canvas.Alignment = .left,
            _ cut: SafeText.Truncation = .end
        ) {
            if let rect = columns.rect(id, row: row) {
                canvas.text(text, in: rect, style, align: align, truncation: cut)
            }
        }
        put(
            .source, SafeText(bytes: plan.files[index].path.lastComponent.bytes), isIn ? Ink.plain : Ink.quiet, .left,
            .middle)
        let (word, style) = state(item, index)
        put(.state, SafeText(word), style)
        guard let item, item.problem == nil else { return }
        put(.output, SafeText(bytes: item.output.bytes), isIn ? Ink.plain : Ink.quiet, .left, .middle)
        put(.track, SafeText(item.track), Ink.quiet)
        put(.size, SafeText(item.estimatedSize.map(Human.bytes) ?? ""), Ink.quiet, .right)
    }

    private func state(_ item: PlanItem?, _ index: Int) -> (String, Style) {
        guard let item else { return ("…", Ink.quiet) }
        if let problem = item.problem { return (problem.code == .noAudio ? "no audio" : "cannot", Ink.bad) }
        if plan.isResult(index), !plan.isIncluded(index) { return ("a result", Ink.quiet) }
        if item.isConverted { return ("converted", Ink.good) }
        return item.isRenamed ? ("renamed", Ink.warning) : ("ready", Ink.plain)
    }

    /// Why the focused file becomes what it becomes.
    private func drawNote(on canvas: inout Canvas, _ rect: Rect) {
        let line = rect.splitLeft(1).rest
        guard let index = plan.rows.focusedID, plan.items.indices.contains(index) else { return }
        guard let item = plan.items[index] else { return _ = canvas.text("looking into it…", in: line, Ink.quiet) }
        if let problem = item.problem { return _ = canvas.text(SafeText("✗ " + problem.message), in: line, Ink.bad) }
        var parts = [[item.track, item.reason].filter { !$0.isEmpty }.joined(separator: ": ")]
        if let duration = item.duration { parts.append(Human.duration(milliseconds: duration)) }
        if plan.isResult(index) { parts.append("made by a job of the list: Space takes it in") }
        if item.isConverted { parts.append("converted already: Space converts it again") }
        if item.isRenamed { parts.append("the name is taken: \(item.output.text)") }
        canvas.text(SafeText(parts.filter { !$0.isEmpty }.joined(separator: " · ")), in: line, Ink.quiet)
    }

    private func drawTitle(on canvas: inout Canvas, _ rect: Rect) {
        let totals = plan.totals
        var parts = ["\(Count.grouped(totals.included)) of \(Count.of(plan.files.count, "file"))"]
        if !plan.terms.isEmpty { parts.append(state.filterCount) }
        if plan.isBeingQueued { parts.append("queueing…") }
        if totals.looked < plan.files.count {
            parts.append("looking \(Count.grouped(totals.looked))/\(Count.grouped(plan.files.count))")
        }
        if totals.duration > 0 { parts.append(Human.duration(milliseconds: totals.duration)) }
        if totals.size > 0 { parts.append("about \(Human.bytes(totals.size))") }
        if totals.problems > 0 { parts.append("\(Count.grouped(totals.problems)) cannot") }
        if totals.converted > 0 { parts.append("\(Count.grouped(totals.converted)) converted already") }
        canvas.text(SafeText(parts.joined(separator: " · ")), in: rect.splitLeft(1).rest, Ink.strong)
    }
}
