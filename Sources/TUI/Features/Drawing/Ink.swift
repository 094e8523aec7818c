import TUIScreen

/// The styles by their role. Every role can be told apart without colour by its words or markers.
enum Ink {
    static let plain = Style.plain
    static let quiet = Style(dim: true)
    static let strong = Style(bold: true)
    static let accent = Style(.cyan, bold: true)
    static let good = Style(.green)
    static let warning = Style(.yellow)
    static let bad = Style(.red)
    /// One bar over the whole row: colours would become patches of background.
    static let focused = Style(reverse: true)
    static let directory = Style(.blue, bold: true)

    static func notice(_ kind: Notice.Kind) -> Style {
        switch kind {
        case .info: plain
        case .success: good
        case .warning: warning
        case .error: bad
        }
    }
}
