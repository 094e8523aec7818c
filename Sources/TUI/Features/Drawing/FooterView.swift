import TUIScreen

/// The last row: at most six of the keys that do something now, `? help` last.
struct FooterView {
    let state: AppState
    private static let limit = 6

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let line = rect.splitLeft(1).rest
        var column = line.column
        for (index, hint) in hints(columns: line.columns).enumerated() {
            if index > 0 { column += 2 }
            column += canvas.text(hint.key, at: Point(column: column, row: line.row), Ink.accent)
            column += canvas.text(" " + hint.text, at: Point(column: column, row: line.row), Ink.quiet)
        }
    }

    /// As many as fit, in the table's order; the last is always there.
    func hints(columns: Int) -> [(key: String, text: String)] {
        let bindings = KeyBinding.available(in: state.contexts).filter {
            $0.hint != nil && state.obstacle(to: $0.action) == nil
        }
        let last = bindings.first { $0.action == .help }.map { (key: key($0), text: $0.hint ?? "") }
        var hints = bindings.filter { $0.action != .help }.map { (key: key($0), text: $0.hint ?? "") }
        hints.removeAll { $0.key.isEmpty }
        hints = Array(hints.prefix(last == nil ? Self.limit : Self.limit - 1))
        func width(_ hints: [(key: String, text: String)]) -> Int {
            hints.reduce(0) { $0 + $1.key.count + $1.text.count + 3 } - 2
        }
        while !hints.isEmpty, width(hints + (last.map { [$0] } ?? [])) > columns { hints.removeLast() }
        return hints + (last.map { [$0] } ?? [])
    }

    /// The first key that does it here, for the focused pane may have taken others; `?` rather than F1.
    private func key(_ binding: KeyBinding) -> String {
        let keys = binding.action == .help ? [.character("?")] : binding.keys
        let key = keys.first { KeyBinding.find($0, in: state.contexts)?.action == binding.action }
        return key.map(KeyName.text) ?? ""
    }
}
