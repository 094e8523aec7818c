extension FieldModel {
    /// Applies an editing key. False when it is none of a field's: Enter, Escape, Tab and the like stay the screen's.
    @discardableResult
    public mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .left: move(by: -1)
        case .right: move(by: 1)
        case .home: moveToStart()
        case .end: moveToEnd()
        case .wordLeft, .alt("b"): moveWordBackward()
        case .wordRight, .alt("f"): moveWordForward()
        case .backspace: deleteBackward()
        case .delete: deleteForward()
        case .control("w"), .alt("\u{7F}"): deleteWordBackward()
        case .control("u"): deleteToStart()
        case .control("k"): deleteToEnd()
        default: return false
        }
        return true
    }
}

extension Canvas {
    /// Draws a field over the first row of `rect`; with the focus, it takes the hardware cursor.
    public mutating func field(_ field: FieldModel, in rect: Rect, _ style: Style = .plain, focused: Bool) {
        guard !rect.isEmpty else { return }
        let (text, cursorColumn) = field.window(width: rect.columns)
        fill(rect.line(0), style)
        self.text(text, at: rect.origin, style)
        if focused {
            placeCursor(at: Point(column: rect.column + cursorColumn, row: rect.row), visible: true)
        }
    }
}
