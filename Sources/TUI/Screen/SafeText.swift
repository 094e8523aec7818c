/// Text that may be put on a terminal: the one sanitiser, through which every string passes on its way to a cell.
///
///     "a\u{1B}]52;c"   →  |a|␛|]|5|2|;|c|        a control becomes its picture
///     "ab\u{202E}cd"   →  |a|b|�|c|d|            bidi, format, private and unknown characters become U+FFFD
///     61 FF 62         →  |a|\|x|F|F|b|          a byte that is not UTF-8 is spelled out
///     "音á"            →  |音|▒|á|               a mark shares the cell of its base
///     "\u{301}a"       →  |◌́|a|                  a mark without a base gets one
///     "👨‍👩‍👧"             →  |👨|▒|👩|▒|👧|▒|          families fall apart (terminals disagree on their width)
///     "🇩🇪"             →  |D|E|                  flags become their letters
///
/// What is left are glyphs of 1 or 2 columns, on whose width terminals agree.
public struct SafeText: Hashable, Sendable {
    /// What fills one cell, or two when it is wide.
    public struct Glyph: Hashable, Sendable {
        public var text: String
        /// 1 or 2.
        public var columns: Int

        public init(_ text: String, columns: Int = 1) {
            self.text = text
            self.columns = columns
        }
    }

    public private(set) var glyphs: [Glyph]
    public private(set) var columns: Int

    public init(_ text: String) {
        var builder = SafeTextBuilder()
        for scalar in text.unicodeScalars { builder.append(scalar) }
        self.init(glyphs: builder.glyphs)
    }

    /// The bytes of a file name or of a program's output, which need not be UTF-8.
    public init(bytes: some Sequence<UInt8>) {
        var builder = SafeTextBuilder()
        builder.append(bytes: Array(bytes))
        self.init(glyphs: builder.glyphs)
    }

    public init(glyphs: some Sequence<Glyph>) {
        self.glyphs = Array(glyphs)
        columns = self.glyphs.reduce(0) { $0 + $1.columns }
    }

    public var isEmpty: Bool { glyphs.isEmpty }

    /// The sanitised text, without a trace of its columns.
    public var text: String { glyphs.reduce(into: "") { $0 += $1.text } }

    public static func + (left: SafeText, right: SafeText) -> SafeText {
        SafeText(glyphs: left.glyphs + right.glyphs)
    }
}

extension SafeText: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { self.init(value) }
}

extension SafeText: CustomStringConvertible {
    public var description: String { text }
}
