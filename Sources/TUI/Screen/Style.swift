/// How a cell looks. The default background is never painted; a theme maps roles to these.
public struct Style: Hashable, Sendable {
    /// The terminal's own default colour and its 16 named ones.
    public enum Color: UInt8, Hashable, Sendable {
        case standard
        case black, red, green, yellow, blue, magenta, cyan, white
        case brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite
    }

    public var foreground: Color
    public var bold: Bool
    public var dim: Bool
    public var reverse: Bool
    public var underline: Bool

    public init(
        _ foreground: Color = .standard, bold: Bool = false, dim: Bool = false, reverse: Bool = false,
        underline: Bool = false
    ) {
        self.foreground = foreground
        self.bold = bold
        self.dim = dim
        self.reverse = reverse
        self.underline = underline
    }

    public static let plain = Style()
}
