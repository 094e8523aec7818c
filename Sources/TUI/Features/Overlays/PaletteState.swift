import MediaTypes
import TUIScreen

/// The command palette, and with bookmarks the choice of one.
struct PaletteState: Sendable {
    enum Choice: Hashable, Sendable {
        case action(Action)
        case directory(RawName)
        /// A known server's name; nil is one's own daemon.
        case server(String?)
        case login
    }

    struct Item: Hashable, Sendable {
        var choice: Choice
        var title: String
        var keys: String
        /// Why it cannot be chosen now.
        var obstacle: String?
    }

    let title: String
    let items: [Item]
    /// Commands take a path instead of a word; bookmarks do not.
    let takesPaths: Bool
    var field = FieldModel(limit: 1024)
    /// Indices into `items`.
    var rows: ListModel<Int>
    /// The completion that was asked for.
    var completion: Int?

    init(title: String, items: [Item], takesPaths: Bool) {
        self.title = title
        self.items = items
        self.takesPaths = takesPaths
        rows = ListModel(Array(items.indices))
    }

    var isPath: Bool { takesPaths && (field.text.hasPrefix("/") || field.text.hasPrefix("~")) }

    mutating func arrange() {
        let terms = SearchTerms(field.text)
        rows = ListModel(items.indices.filter { terms.match(SearchText(RawName(items[$0].title))) })
    }
}
