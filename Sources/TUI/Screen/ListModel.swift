/// A list that scrolls: which rows there are, which one is focused, which are in sight.
///
///     offset → | b |  visible = 1..<4
///              |▶c |  focus = 2, focusedID = "c"
///              | d |
///
/// The focus belongs to the item, not to the row: when rows move, it moves with its item; when the item goes,
/// its neighbour gets it. A pure value; the screen tells it its height before it reads `visible`.
public struct ListModel<ID: Hashable & Sendable>: Hashable, Sendable {
    public private(set) var ids: [ID]
    /// The focused row; nil exactly when the list is empty.
    public private(set) var focus: Int?
    /// The first row in sight.
    public private(set) var offset = 0
    /// How many rows fit on the screen; at least 1.
    public private(set) var height = 1

    public init(_ ids: [ID] = []) {
        self.ids = ids
        focus = ids.isEmpty ? nil : 0
    }

    public var count: Int { ids.count }
    public var isEmpty: Bool { ids.isEmpty }
    public var focusedID: ID? { focus.map { ids[$0] } }

    /// The rows in sight, at most `height` of them.
    public var visible: Range<Int> { offset..<min(offset + height, ids.count) }

    /// Takes the new rows; the focus stays with its item, on the same line of the screen if it can.
    public mutating func replace(with newIDs: [ID]) {
        let old = focus
        let line = old.map { $0 - offset } ?? 0
        let focused = focusedID
        ids = newIDs
        focus = Self.row(of: focused, in: newIDs, near: old)
        offset = max((focus ?? 0) - line, 0)
        scrollToFocus()
    }

    public mutating func setHeight(_ rows: Int) {
        height = max(rows, 1)
        scrollToFocus()
    }

    /// Focuses the item, if the list has it.
    @discardableResult
    public mutating func focus(on id: ID) -> Bool {
        guard let row = ids.firstIndex(of: id) else { return false }
        focus(row: row)
        return true
    }

    /// Focuses a row; one beyond the ends focuses the end.
    public mutating func focus(row: Int) {
        guard !ids.isEmpty else { return }
        focus = min(max(row, 0), ids.count - 1)
        scrollToFocus()
    }

    /// Moves the focus by rows, stopping at the ends.
    public mutating func move(by rows: Int) { focus(row: (focus ?? 0) + rows) }

    /// Moves the focus by screens, keeping one row in sight for orientation.
    public mutating func movePage(by pages: Int) { move(by: pages * max(height - 1, 1)) }

    public mutating func moveToTop() { focus(row: 0) }
    public mutating func moveToBottom() { focus(row: ids.count - 1) }

    /// Scrolls without moving the focus more than it must: the mouse wheel.
    public mutating func scroll(by rows: Int) {
        guard let row = focus else { return }
        offset = min(max(offset + rows, 0), max(ids.count - height, 0))
        focus = min(max(row, offset), min(offset + height, ids.count) - 1)
    }

    private mutating func scrollToFocus() {
        let focus = focus ?? 0
        offset = min(max(offset, focus - height + 1), focus)
        offset = min(offset, max(ids.count - height, 0))
    }

    private static func row(of id: ID?, in ids: [ID], near old: Int?) -> Int? {
        guard !ids.isEmpty else { return nil }
        guard let id, let old else { return 0 }
        if old < ids.count, ids[old] == id { return old }
        return ids.firstIndex(of: id) ?? min(old, ids.count - 1)
    }
}
