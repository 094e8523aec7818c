import TUIScreen

/// Keys and pastes: to the field that has the focus, or through the key table.
extension AppState {
    mutating func handle(_ key: Key) {
        // An interrupt quits from anywhere.
        if key == .control("c") { return quit() }
        if Layout.isTooSmall(size) {
            if key == .character("q") { quit() }
            return
        }
        if let binding = KeyBinding.find(key, in: contexts) {
            if queueWhileReading(key, binding.action) { return }
            perform(binding.action)
        } else {
            edit { $0.handle(key) }
        }
    }

    /// Text in a list would run as keys: only fields take it.
    mutating func paste(_ text: String) {
        let isTaken = edit {
            $0.insert(String(text.unicodeScalars.prefix(8192)))
            return true
        }
        if !isTaken, !text.isEmpty { say(.info, "Pasted text goes into fields only: press / or : or g first.") }
    }

    /// Runs `action` if it is possible now, and says why when it is not.
    mutating func perform(_ action: Action) {
        if let obstacle = obstacle(to: action) { return say(.warning, obstacle) }
        run(action)
    }

    /// False when no field has the focus.
    @discardableResult
    private mutating func edit(_ change: (inout FieldModel) -> Bool) -> Bool {
        switch dialogs.last {
        case .prompt(var prompt):
            let before = prompt.field
            _ = change(&prompt.field)
            if prompt.field != before {
                prompt.error = nil
                prompt.note = nil
                prompt.completion = nil
            }
            dialogs[dialogs.count - 1] = .prompt(prompt)
            if case .filter = prompt.kind, prompt.field != before { applyFilter(prompt.field.text) }
            return true
        case .palette(var palette):
            _ = change(&palette.field)
            palette.completion = nil
            palette.arrange()
            dialogs[dialogs.count - 1] = .palette(palette)
            return true
        case .login(let login):
            guard login.attempt == nil else { return true }
            changeLogin { login in
                _ = change(&login[login.focus])
                if login.wait == nil { login.error = nil }
            }
            return true
        case .help, .confirmation, nil: return false
        }
    }
}
