import TUIScreen

/// How the named colours are chosen. All leave the background as it is.
public enum TerminalTheme: String, CaseIterable, Sendable {
    /// The terminal's own colours, as they are.
    case standard
    /// For light backgrounds whose yellow and cyan are too bright to be read.
    case light
    /// For dark backgrounds whose blue is too dark to be read.
    case dark
    /// No colour, as with `NO_COLOR`.
    case mono

    func color(_ color: Style.Color) -> Style.Color {
        switch (self, color) {
        case (.mono, _): .standard
        case (.light, .cyan), (.light, .brightCyan): .blue
        case (.light, .yellow), (.light, .brightYellow): .magenta
        case (.dark, .blue): .brightBlue
        default: color
        }
    }
}
