import SpoolAPI
import TUIScreen

/// The first row: the tabs on the left, the server on the right.
struct HeaderText {
    struct Tab {
        let screen: Screen
        let text: String
        let columns: Range<Int>
    }

    let tabs: [Tab]
    let current: Screen
    let server: String
    let isTroubled: Bool
    /// Who works where; empty with one's own daemon.
    let place: String

    init(_ state: AppState) {
        current = state.screen
        var column = 0
        tabs = Screen.allCases.map { screen in
            let text = " \(screen.rawValue) \(Self.title(screen, state)) "
            defer { column += text.count }
            return Tab(screen: screen, text: text, columns: column..<(column + text.count))
        }
        (server, isTroubled) = Self.server(state)
        place = Self.place(state.account)
    }

    func screen(at column: Int) -> Screen? { tabs.first { $0.columns.contains(column) }?.screen }

    private static func title(_ screen: Screen, _ state: AppState) -> String {
        screen == .files && state.plan != nil ? "Plan" : screen.title
    }

    private static func place(_ account: Account) -> String {
        guard let server = account.server else { return "" }
        return account.email.map { "\($0) · \(server)" } ?? server
    }

    private static func server(_ state: AppState) -> (String, Bool) {
        switch state.connection {
        case .connecting(let what): return ("… \(what)", false)
        case .lost: return ("⚠ reconnecting", true)
        case .failed: return ("⚠ no server", true)
        case .ready:
            if let blocked = state.queue?.blocked { return ("⚠ waiting: \(blocked)", true) }
            if state.queue?.paused == true { return ("‖ queue paused", true) }
            let active = state.table.totals.active.count
            if active == 0 { return ("ready", false) }
            return (state.size.columns < 60 ? "▶ \(active)" : "▶ \(active) active", false)
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        for tab in tabs {
            let style = tab.screen == current ? Style(bold: true, reverse: true) : Ink.plain
            canvas.text(tab.text, at: Point(column: rect.column + tab.columns.lowerBound, row: rect.row), style)
        }
        let free = rect.splitLeft((tabs.last?.columns.upperBound ?? 0) + 1).rest
        let whole = SafeText(place.isEmpty ? server : "\(place)  \(server)")
        canvas.text(
            whole.columns < free.columns ? whole : SafeText(server), in: free.splitLeft(free.columns - 1).left,
            isTroubled ? Ink.warning : Ink.quiet,
            align: .right)
    }
}
