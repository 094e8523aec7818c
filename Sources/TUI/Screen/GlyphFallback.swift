/// What stands for the drawing glyphs of the screens where a terminal has only ASCII. Always one column.
public enum GlyphFallback {
    /// nil when `glyph` is not one of them.
    public static func ascii(_ glyph: String) -> String? { table[glyph] }

    /// Whether it is a line or a block, which some fonts lack though the terminal takes UTF-8.
    public static func isDrawing(_ glyph: String) -> Bool {
        glyph.unicodeScalars.first.map { (0x2500...0x259F).contains($0.value) } ?? false
    }

    private static let table: [String: String] = {
        var table: [String: String] = [
            "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|", "…": "~",
            "█": "#", "▉": "#", "▊": "#", "▋": "=", "▌": "=", "▍": "-", "▎": "-", "▏": "-",
            "░": ".", "▒": ":", "▓": "%", "■": "#", "□": ".", "▪": "*", "▄": "_", "▀": "^",
            "•": "*", "·": ".", "●": "*", "○": "o", "◌": ".", "◆": "*", "◇": "o",
            "✓": "+", "✔": "+", "✗": "x", "✘": "x", "×": "x", "⚠": "!", "★": "*", "☆": "*",
            "▶": ">", "◀": "<", "▲": "^", "▼": "v", "▸": ">", "▹": ">", "◂": "<", "▴": "^", "▾": "v",
            "→": ">", "←": "<", "↑": "^", "↓": "v", "↩": "<", "↻": "@", "›": ">", "‹": "<", "»": ">", "«": "<",
            "–": "-", "—": "-", "−": "-", "‖": "|", "⏸": "=", "⏵": ">", "⏎": "<", "\u{A0}": " ", "\u{FFFD}": "?",
        ]
        for corner in "┌┐└┘├┤┬┴┼╭╮╰╯" { table[String(corner)] = "+" }
        return table
    }()
}
