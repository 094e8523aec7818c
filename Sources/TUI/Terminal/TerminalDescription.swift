import CCurses
import TUIScreen

/// What terminfo and the locale say about the terminal.
struct TerminalDescription {
    let name: String
    /// Text may be sent as UTF-8.
    let isUTF8: Bool
    /// Lines and blocks are sent as ASCII: no UTF-8, or a font that lacks them.
    let drawsInASCII: Bool
    /// It understands DEC private modes: bracketed paste, SGR mouse.
    let hasPrivateModes: Bool

    /// Loads the entry of `$TERM`; throws when there can be no screen on it.
    init(options: TerminalOptions, output: Int32) throws(TerminalRefusal) {
        let utf8 = spool_locale_set() && !options.ascii
        guard let name = Environment["TERM"], !name.isEmpty else {
            throw TerminalRefusal(program: options.program, reason: "TERM is not set")
        }
        let shownName = SafeText(name).truncated(to: 40).text
        guard name != "dumb", spool_terminfo_load(name, output) else {
            throw TerminalRefusal(program: options.program, reason: "the terminal type \(shownName) has no screen")
        }
        guard spool_terminfo_string("cup") != nil else {
            throw TerminalRefusal(
                program: options.program, reason: "the terminal type \(shownName) cannot move its cursor")
        }
        self.name = name
        isUTF8 = utf8
        drawsInASCII = !utf8 || Self.hasPlainFont(name)
        hasPrivateModes = Self.capability("cup").starts(with: [0x1B, UInt8(ascii: "[")])
    }

    /// The real VT terminals and the Linux console have fonts without most of them.
    private static func hasPlainFont(_ name: String) -> Bool {
        name == "linux" || name.hasPrefix("linux-") || name.hasPrefix("vt1") || name.hasPrefix("vt2")
            || name.hasPrefix("vt5") || name.hasPrefix("ansi") || name.hasPrefix("cons25")
    }

    /// The bytes of a string capability without its padding; empty when absent.
    static func capability(_ name: String) -> [UInt8] {
        bytes { spool_terminfo_plain(name, $0, $1) }
    }

    /// What makes all of the screen scroll again.
    static func fullScrollRegion(rows: Int32) -> [UInt8] {
        bytes { spool_terminfo_scroll_region(rows, $0, $1) }
    }

    private static func bytes(_ fill: (UnsafeMutablePointer<CChar>, Int) -> Int) -> [UInt8] {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let base = buffer.baseAddress else { return [] }
            return buffer.prefix(fill(base, buffer.count)).map { UInt8(bitPattern: $0) }
        }
    }
}

extension KeyTable {
    /// The keys of any terminal type; nil when terminfo has no such entry. Replaces the loaded entry.
    static func ofTerminfo(named name: String) -> KeyTable? {
        spool_terminfo_load(name, 1) ? ofTerminfo(TerminalDescription.capability) : nil
    }
}
