/// A whole screen as a value: what `render` returns and the painter shows.
public struct Frame: Hashable, Sendable {
    public let size: Size
    /// Row-major, `size.columns × size.rows`.
    public private(set) var cells: [Cell]
    /// Where the hardware cursor sits: on the focused row or in the focused field. It is visible only in fields.
    public var cursor: Point
    public var cursorVisible: Bool

    public init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.columns * size.rows)
        cursor = Point(column: 0, row: 0)
        cursorVisible = false
    }

    public subscript(column: Int, row: Int) -> Cell {
        get { cells[row * size.columns + column] }
        set { cells[row * size.columns + column] = newValue }
    }

    public func row(_ row: Int) -> ArraySlice<Cell> {
        cells[(row * size.columns)..<((row + 1) * size.columns)]
    }
}
