import MediaTypes
import SpoolAPI

/// Questions, fields and the palette.
extension AppState {
    mutating func runDialog(_ action: Action) {
        switch (action, dialogs.last) {
        case (.close, _): dialogs.removeLast()
        case (.paletteUp, .palette(let palette)): movePalette(palette, by: -1)
        case (.paletteDown, .palette(let palette)):
            if palette.isPath { askCompletion(of: palette.field.text) } else { movePalette(palette, by: 1) }
        case (.runCommand, .palette(let palette)): runCommand(palette)
        case (.confirm, .confirmation(let confirmation)): confirmed(confirmation.subject)
        case (.decline, _): dialogs.removeLast()
        case (.accept, .prompt(let prompt)): accept(prompt)
        case (.abandon, .prompt(let prompt)): abandon(prompt)
        case (.complete, .prompt(let prompt)): askCompletion(of: prompt.field.text)
        default: break
        }
    }

    private mutating func confirmed(_ subject: Confirmation.Subject) {
        if subject == .quitWhileSaving || subject == .quitWhileSending { return quit() }
        dialogs.removeLast()
        switch subject {
        case .cancel(let ids):
            let possible = ids.filter { table[$0]?.state.isFinal == false }
            if !possible.isEmpty { emit(.control(possible, .cancel)) }
        case .remove(let ids): removeSoon(ids.filter { table[$0]?.canRemove == true })
        case .quitWhileSaving, .quitWhileSending: break
        }
    }

    // MARK: Palette

    mutating func openPalette() {
        let contexts = screenContexts
        let items = KeyBinding.available(in: contexts).filter { !Self.unlisted.contains($0.action) }.map {
            PaletteState.Item(
                choice: .action($0.action), title: $0.help, keys: $0.keyNames, obstacle: obstacle(to: $0.action))
        }
        dialogs.append(.palette(PaletteState(title: "Commands", items: items, takesPaths: true)))
    }

    /// Commands that make no sense as such.
    private static let unlisted: Set<Action> = [.palette, .back, .redraw, .up, .down, .pageUp, .pageDown]

    private mutating func movePalette(_ palette: PaletteState, by rows: Int) {
        var palette = palette
        palette.rows.move(by: rows)
        dialogs[dialogs.count - 1] = .palette(palette)
    }

    private mutating func runCommand(_ palette: PaletteState) {
        if palette.isPath {
            dialogs.removeLast()
            return goTo(palette.field.text)
        }
        guard let index = palette.rows.focusedID else { return }
        dialogs.removeLast()
        switch palette.items[index].choice {
        case .action(let action): perform(action)
        case .directory(let directory): enter(directory, focusing: nil)
        case .server(let name): choose(server: name)
        case .login: openLogin(nil)
        }
    }

    private mutating func goTo(_ text: String) {
        guard let path = setup.path(text.trimmed, below: files.directory) else { return }
        if let plan { emit(.cancelPlan(plan.request)) }
        plan = nil
        screen = .files
        files.pane = .list
        enter(path, focusing: nil)
    }

    // MARK: Fields

    private mutating func accept(_ prompt: Prompt) {
        let error: String? =
            switch prompt.kind {
            case .filter: nil
            case .goTo: prompt.field.text.trimmed.isEmpty ? "Type a path." : nil
            case .pattern: acceptPattern(prompt.field.text)
            case .option(let option): setOption(option, prompt.field.text)
            case .save(let ids): save(ids, to: prompt.field.text)
            }
        if let error {
            var prompt = prompt
            prompt.error = error
            dialogs[dialogs.count - 1] = .prompt(prompt)
            return
        }
        dialogs.removeLast()
        if prompt.kind == .goTo { goTo(prompt.field.text) }
    }

    private mutating func acceptPattern(_ text: String) -> String? {
        guard let pattern = Glob(text.trimmed) else { return "Type a pattern, e.g. *.mkv" }
        let before = files.marks
        let count = mark(pattern)
        guard count > 0 else { return "No file here matches." }
        files.marksBefore = before
        say(.info, "\(Count.of(count, "file")) matched, \(Count.of(files.marks.count, "file")) marked.")
        return nil
    }

    private mutating func abandon(_ prompt: Prompt) {
        dialogs.removeLast()
        if case .filter(let before, let focus) = prompt.kind { restoreFilter(before, focus: focus) }
    }

    // MARK: Completion

    private mutating func askCompletion(of text: String) {
        guard let path = completionPath(text) else { return }
        let id = nextNumber()
        switch dialogs.last {
        case .prompt(var prompt):
            prompt.completion = id
            dialogs[dialogs.count - 1] = .prompt(prompt)
        case .palette(var palette):
            palette.completion = id
            dialogs[dialogs.count - 1] = .palette(palette)
        default: return
        }
        emit(.complete(id, path, directoriesOnly: true))
    }

    /// The absolute path that is being typed; a trailing `/` stays, for it asks for what lies below.
    private func completionPath(_ text: String) -> RawName? {
        guard let path = setup.path(text.isEmpty ? "./" : text, below: files.directory) else { return nil }
        let isOpen = text.isEmpty || text.hasSuffix("/")
        return isOpen && path != "/" ? RawName(bytes: path.bytes + [UInt8(ascii: "/")]) : path
    }

    mutating func complete(_ id: Int, _ completion: Completion) {
        switch dialogs.last {
        case .prompt(var prompt) where prompt.completion == id:
            prompt.field.moveToEnd()
            prompt.field.insert(completion.suffix)
            prompt.note =
                completion.count == 0
                ? "nothing matches" : completion.count > 1 ? completion.candidates.joined(separator: "  ") : nil
            dialogs[dialogs.count - 1] = .prompt(prompt)
        case .palette(var palette) where palette.completion == id:
            palette.field.moveToEnd()
            palette.field.insert(completion.suffix)
            dialogs[dialogs.count - 1] = .palette(palette)
        default: break
        }
    }
}
