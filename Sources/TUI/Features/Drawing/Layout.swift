import TUIScreen

/// Where everything stands on a screen of a size.
///
///     header    tabs, server
///     title     what the list is, its totals
///     summary   the plan's options
///     heading   names of the columns, on taller terminals
///     list  │ side
///     note      about the focused file of the plan
///     status    notice, or the field that is being typed in
///     footer    keys
struct Layout {
    static let minimum = Size(columns: 40, rows: 12)
    /// From this many columns on there is room beside a list; bars and speeds of jobs come before that.
    private static func wide(_ screen: Screen) -> Int { screen == .files ? 96 : 120 }
    /// What a list of jobs takes before the pane beside it grows.
    private static let jobColumns = 104
    private static let tall = 16

    let header, title, summary, heading, list, note, status, footer: Rect
    /// Beside the list on wide terminals; nil on others, where the side takes the list's place while it has the focus.
    let side, divider: Rect?
    let listIsSide: Bool
    /// All between title and status: what help, palette and the like cover.
    let body: Rect

    static func isTooSmall(_ size: Size) -> Bool { size.columns < minimum.columns || size.rows < minimum.rows }

    init(_ state: AppState, _ size: Size) {
        let isTall = size.rows >= Self.tall
        var rest = Rect(size)
        (header, rest) = rest.splitTop(1)
        (rest, footer) = rest.splitBottom(1)
        (rest, status) = rest.splitBottom(1)
        body = rest
        (title, rest) = rest.splitTop(1)
        let isWide = size.columns >= Self.wide(state.screen)
        (summary, rest) = rest.splitTop(state.showsPlan && !isWide ? 1 : 0)
        (rest, note) = rest.splitBottom(state.showsPlan ? 1 : 0)
        if isWide {
            let width = Self.sideColumns(state, of: rest.columns)
            let (left, right) = rest.splitLeft(rest.columns - width)
            (divider, side) = (
                Rect(column: right.column, row: right.row, columns: 1, rows: right.rows), right.splitLeft(2).rest
            )
            rest = left.splitLeft(left.columns - 1).left
        } else {
            (divider, side) = (nil, nil)
        }
        listIsSide = !isWide && state.pane == .side
        (heading, list) = rest.splitTop(isTall && !listIsSide ? 1 : 0)
    }

    private static func sideColumns(_ state: AppState, of columns: Int) -> Int {
        switch state.screen {
        case .files: state.showsPlan ? 38 : max(36, columns * 2 / 5)
        case .jobs, .downloads: max(38, min(columns * 2 / 5, columns - jobColumns))
        }
    }

    var showsSide: Bool { side != nil || listIsSide }
    var helpBody: Rect { body.splitTop(1).rest }
    var paletteRows: Int { max(body.rows - 2, 1) }
}
