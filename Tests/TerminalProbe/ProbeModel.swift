import TUIScreen

/// A list with a dialog and a field: enough of an application to exercise a terminal with.
struct ProbeModel {
    enum Dialog: Hashable { case help, field(FieldModel) }

    /// The bytes of file names that are known to break screens.
    static let hostileNames: [[UInt8]] =
        [
            "音楽ライブ.mkv", "🎬 movie.mkv", "cafe\u{301} combining.mkv", "family 👨‍👩‍👧‍👦.mkv", "flag 🇩🇪🇯🇵.mkv",
            "bidi \u{202E}gpj.exe", "clip \u{1B}]52;c;ZXZpbA==\u{7}.mkv", "line\nbreak.mkv", "\u{301}leading mark.mkv",
            "thumbs 👍🏽 heart ❤️ key 1️⃣.mkv", "c1 \u{9B}31m.mkv", "हिन्दी العربية עברית.mkv",
        ].map { Array($0.utf8) } + [
            Array("byte ".utf8) + [0xFF, 0xFE] + Array(".mkv".utf8),
            [UInt8](repeating: UInt8(ascii: "x"), count: 251) + Array(".mkv".utf8),
        ]

    let names: [SafeText]
    let showsBars: Bool
    var list: ListModel<Int>
    var dialog: Dialog?
    /// The last event, in words; what tests look for.
    var last = "none"
    var ticks = 0

    init(_ options: ProbeOptions) {
        names = Self.hostileNames.map { SafeText(bytes: $0) } + (0..<options.rows).map { SafeText("row \($0)") }
        list = ListModel(Array(names.indices))
        showsBars = options.ticks
    }
}
