import TUIScreen

extension ProbeModel {
    enum Effect: Hashable { case quit, copy(String), ring, notify }

    mutating func update(_ event: TerminalEvent) -> Effect? {
        last = Self.description(of: event)
        switch event {
        case .key(let key): return update(key)
        case .paste(let text): insert(text)
        case .mouse(let mouse): update(mouse)
        case .resize, .resumed: break
        }
        return nil
    }

    private mutating func update(_ key: Key) -> Effect? {
        if key == .control("c") { return .quit }
        if dialog != nil {
            updateDialog(key)
            return nil
        }
        switch key {
        case .character("q"): return .quit
        case .character("?"): dialog = .help
        case .character("i"): dialog = .field(FieldModel(limit: 200))
        case .character("y"): return list.focusedID.map { .copy(names[$0].text) }
        case .character("b"): return .ring
        case .character("n"): return .notify
        case .down, .character("j"): list.move(by: 1)
        case .up, .character("k"): list.move(by: -1)
        case .pageDown: list.movePage(by: 1)
        case .pageUp: list.movePage(by: -1)
        case .home: list.moveToTop()
        case .end: list.moveToBottom()
        default: break
        }
        return nil
    }

    private mutating func updateDialog(_ key: Key) {
        if key == .escape {
            dialog = nil
        } else if case .field(var field) = dialog {
            _ = field.handle(key)
            dialog = .field(field)
        }
    }

    private mutating func insert(_ text: String) {
        guard case .field(var field) = dialog else { return }
        field.insert(text)
        dialog = .field(field)
    }

    private mutating func update(_ mouse: MouseEvent) {
        switch mouse.action {
        case .press: list.focus(row: list.offset + mouse.point.row - 1)
        case .wheelUp: list.scroll(by: -3)
        case .wheelDown: list.scroll(by: 3)
        case .release: break
        }
    }

    private static func description(of event: TerminalEvent) -> String {
        switch event {
        case .key(let key): "key \(key)"
        case .paste(let text): "paste of \(text.utf8.count) bytes"
        case .mouse(let mouse): "mouse \(mouse.action) \(mouse.point.column),\(mouse.point.row)"
        case .resize(let size): "resize \(size.columns)x\(size.rows)"
        case .resumed: "resumed"
        }
    }
}
