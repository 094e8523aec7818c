/// One column of one row: a spacing character with its marks, already sanitised.
///
/// A wide character stands in the left of its two cells; the right one is `.continuation`:
///
///     |音|▒|a|     音 = Cell("音", width 2), ▒ = .continuation
public struct Cell: Hashable, Sendable {
    /// Empty only in a `continuation`.
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    public static let blank = Cell(" ")
    public static let continuation = Cell("")
}

extension Cell {
    /// Whether this is the right half of a wide character, of whatever style.
    public var isContinuation: Bool { text.isEmpty }
}
