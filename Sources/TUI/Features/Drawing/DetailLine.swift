import TUIScreen

/// A line of a details pane.
struct DetailLine: Hashable, Sendable {
    var text: SafeText
    var style: Style

    /// A label and its value; the value is wrapped below itself.
    static func field(_ label: String, _ value: SafeText, _ style: Style = Ink.plain, columns: Int) -> [DetailLine] {
        let indent = min(11, columns / 3)
        let lines = value.wrapped(to: max(columns - indent, 8))
        return lines.enumerated().map { index, line in
            let head = SafeText(index == 0 ? label : "").truncated(to: indent - 1)
            let pad = SafeText(String(repeating: " ", count: max(indent - head.columns, 0)))
            return DetailLine(text: head + pad + line, style: style)
        }
    }

    static func text(_ text: SafeText, _ style: Style = Ink.plain, columns: Int) -> [DetailLine] {
        text.wrapped(to: columns).map { DetailLine(text: $0, style: style) }
    }

    static let blank = DetailLine(text: "", style: Ink.plain)
}
