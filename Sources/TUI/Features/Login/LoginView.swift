import TUIScreen

/// The login form in a box over the screen.
struct LoginView {
    let login: LoginState
    private static let labelColumns = 11

    func draw(on canvas: inout Canvas, in body: Rect) {
        let columns = min(body.columns - 2, 64)
        let messages = messages(columns: columns - 4)
        let fields = login.fields
        let needed = fields.count + messages.count + (login.offersAccounts ? 1 : 0) + 2
        let isRoomy = body.rows >= needed + 3
        let rect = body.centred(columns: columns, rows: needed + (isRoomy ? 3 : 0))
        canvas.fill(rect)
        canvas.box(rect, title: title, Ink.accent, titleStyle: Ink.strong)
        let inner = rect.inset(columns: 2, rows: 1)
        var row = isRoomy ? 1 : 0
        for field in fields {
            draw(field, on: &canvas, in: inner.line(row))
            row += 1
        }
        if login.offersAccounts {
            let mark = login.createsAccount ? "[x]" : "[ ]"
            canvas.text(SafeText("\(mark) create account  ^T"), in: value(inner.line(row)), Ink.quiet)
            row += 1
        }
        row += isRoomy ? 1 : 0
        for (text, style) in messages {
            canvas.text(text, in: inner.line(row), style)
            row += 1
        }
    }

    private var title: SafeText { login.createsAccount ? "Create account" : "Log in" }

    private func value(_ line: Rect) -> Rect { line.splitLeft(Self.labelColumns).rest }

    private func draw(_ field: LoginState.Field, on canvas: inout Canvas, in line: Rect) {
        let isFocused = field == login.focus && login.attempt == nil
        canvas.text(
            SafeText(Self.label(field)), in: line.splitLeft(Self.labelColumns).left, isFocused ? Ink.accent : Ink.quiet)
        var place = value(line)
        if field == .server, login.servers.count > 1 {
            let hint = "^N others"
            let (left, right) = place.splitLeft(place.columns - hint.count - 1)
            canvas.text(SafeText(hint), in: right, Ink.quiet, align: .right)
            place = left
        }
        canvas.field(login[field], in: place, Style(underline: true), focused: isFocused)
    }

    private static func label(_ field: LoginState.Field) -> String {
        switch field {
        case .server: "Server"
        case .email: "Email"
        case .password: "Password"
        case .invitation: "Invitation"
        }
    }

    /// At most three lines of what matters most now.
    private func messages(columns: Int) -> [(SafeText, Style)] {
        let (text, style) = message
        return SafeText(text).wrapped(to: max(columns, 1)).prefix(3).map { ($0, style) }
    }

    private var message: (String, Style) {
        if login.attempt != nil { return ("asking \(login.server.text)…  Esc stops", Ink.accent) }
        if let wait = login.wait { return ("✗ too many attempts, try again in \(wait) s", Ink.bad) }
        if let error = login.error { return ("✗ \(error)", Ink.bad) }
        if login.description?.isExposed == true {
            return ("⚠ The way there is not encrypted: others can read the password.", Ink.warning)
        }
        if let reason = login.reason { return (reason, Ink.quiet) }
        return ("The server's address, as https://spool.example.org, or its name.", Ink.quiet)
    }
}
