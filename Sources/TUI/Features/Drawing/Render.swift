import TUIScreen

/// The screen of a state: total for every size, reads nothing but its arguments.
public func render(_ state: AppState, size: Size) -> Frame {
    var canvas = Canvas(size: size)
    guard !Layout.isTooSmall(size) else {
        let needed = Layout.minimum
        canvas.text(
            "needs \(needed.columns)x\(needed.rows)", at: Point(column: 0, row: 0), width: size.columns,
            truncation: .clip)
        return canvas.frame
    }
    let layout = Layout(state, size)
    HeaderText(state).draw(on: &canvas, in: layout.header)
    switch state.dialogs.last {
    case .help(let help): HelpView(help: help).draw(on: &canvas, layout)
    case .palette(let palette): PaletteView(palette: palette).draw(on: &canvas, layout)
    case .confirmation, .prompt, .login, nil: drawScreen(state, layout, on: &canvas)
    }
    StatusView(state: state).draw(on: &canvas, layout)
    FooterView(state: state).draw(on: &canvas, in: layout.footer)
    if case .confirmation(let confirmation) = state.dialogs.last {
        ConfirmationView(confirmation: confirmation).draw(on: &canvas, in: layout.body)
    }
    if case .login(let login) = state.dialogs.last {
        LoginView(login: login).draw(on: &canvas, in: layout.body)
    }
    return canvas.frame
}

private func drawScreen(_ state: AppState, _ layout: Layout, on canvas: inout Canvas) {
    let hasFocus = state.dialogs.isEmpty
    if let divider = layout.divider { canvas.verticalRule(divider, Ink.quiet) }
    switch state.screen {
    case .files:
        if let plan = state.plan {
            PlanView(state: state, plan: plan).draw(on: &canvas, layout)
        } else {
            FilesView(state: state).draw(on: &canvas, layout)
        }
    case .jobs: JobsView(state: state).draw(on: &canvas, layout)
    case .downloads: DownloadsView(state: state).draw(on: &canvas, layout)
    }
    guard layout.showsSide, !state.showsPlan else { return }
    // In the list's place it begins where the title does.
    let rect = layout.side ?? layout.list.inset(columns: 1)
    SideView(
        lines: state.detailLines(columns: rect.columns), offset: state.detailsOffset,
        isFocused: hasFocus && state.pane == .side
    )
    .draw(on: &canvas, in: rect)
}
