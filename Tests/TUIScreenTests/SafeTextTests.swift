import TestRandom
import Testing

@testable import TUIScreen

@Suite struct SafeTextTests {
    @Test(arguments: [
        ("plain", "plain", 5),
        ("", "", 0),
        ("音楽", "音楽", 4),
        ("cafe\u{301}", "cafe\u{301}", 4),
        ("\u{301}a", "\u{25CC}\u{301}a", 2),
        ("a\u{1B}]52;c;eA==\u{7}", "a␛]52;c;eA==␇", 13),
        ("two\nlines\r\n", "two␊lines␍␊", 11),
        ("\u{7F}", "␡", 1),
        ("gp\u{202E}4pm", "gp\u{FFFD}4pm", 6),
        ("\u{2066}x\u{2069}", "\u{FFFD}x\u{FFFD}", 3),
        ("\u{9B}31m", "\u{FFFD}31m", 4),
        ("👨\u{200D}👩\u{200D}👧", "👨👩👧", 6),
        ("🇩🇪🇯🇵", "DEJP", 4),
        ("👍🏽", "👍", 2),
        ("🏽", "\u{FFFD}", 1),
        ("❤\u{FE0F}", "❤", 1),
        ("1\u{FE0F}\u{20E3}", "1", 1),
        ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴", 2),
        ("x\u{E0067}", "x\u{FFFD}", 2),
        ("\u{FEFF}bom", "\u{FFFD}bom", 4),
        ("\u{1112}\u{1161}\u{11AB}", "\u{1112}\u{1161}\u{11AB}", 2),
    ])
    func sanitises(_ text: String, _ shown: String, _ columns: Int) {
        let safe = SafeText(text)
        #expect(Array(safe.text.unicodeScalars) == Array(shown.unicodeScalars))
        #expect(safe.columns == columns)
        #expect(SafeText(bytes: text.utf8) == safe)
    }

    @Test func sanitisingTwiceChangesNothing() {
        let once = SafeText("a\u{1B}\u{202E}\u{301}👨\u{200D}👩🇩🇪\u{9B}音")
        #expect(SafeText(once.text) == once)
    }

    @Test(
        arguments: [
            ([0xFF], "\\xFF"),
            ([0x61, 0xFE, 0x62], "a\\xFEb"),
            ([0xC3], "\\xC3"),
            ([0xC3, 0x28], "\\xC3("),
            ([0xE2, 0x82], "\\xE2\\x82"),
            ([0xC0, 0xAF], "\\xC0\\xAF"),
            ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
            ([0xF4, 0x90, 0x80, 0x80], "\\xF4\\x90\\x80\\x80"),
            ([0xC2, 0x9B], "\u{FFFD}"),
            ([0x0A], "␊"),
        ] as [([UInt8], String)])
    func spellsInvalidBytes(_ bytes: [UInt8], _ shown: String) {
        #expect(SafeText(bytes: bytes).text == shown)
    }

    @Test func takesFourMarksInACell() {
        let zalgo = SafeText("a" + String(repeating: "\u{301}", count: 50) + "b")
        #expect(zalgo.columns == 2)
        #expect(zalgo.glyphs[0].text.unicodeScalars.count == 5)
    }

    @Test func longestFileNameKeepsItsColumns() {
        #expect(SafeText(bytes: [UInt8](repeating: 0x78, count: 255)).columns == 255)
        #expect(SafeText(bytes: [UInt8](repeating: 0xFF, count: 255)).columns == 1020)
    }

    @Test func nothingUnsafeIsEverLeft() {
        var generator = SplitMix(seed: 7)
        for _ in 0..<2000 {
            let bytes = (0..<Int(generator.next() % 40)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            for glyph in SafeText(bytes: bytes).glyphs {
                let widths = glyph.text.unicodeScalars.map { TextWidth.columns(of: $0) }
                #expect(widths.first == glyph.columns)
                #expect(widths.dropFirst().allSatisfy { $0 == 0 })
            }
        }
    }

    @Test func everyScalarBecomesAtLeastAHarmlessGlyph() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let safe = SafeText(String(scalar))
            if safe.columns > 2 || safe.glyphs.count > 1 { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test func truncates() {
        let text = SafeText("Concert in Köln.mkv")
        #expect(text.truncated(to: 19) == text)
        #expect(text.truncated(to: 8).text == "Concert…")
        #expect(text.truncated(to: 8, .start).text == "…öln.mkv")
        #expect(text.truncated(to: 10, .middle).text == "Conce….mkv")
        #expect(text.truncated(to: 3, .clip).text == "Con")
        #expect(text.truncated(to: 1).text == "…")
        #expect(text.truncated(to: 0).text.isEmpty)
        #expect(text.truncated(to: -3).text.isEmpty)
    }

    @Test(arguments: [SafeText.Truncation.end, .start, .middle, .clip])
    func truncationNeverExceedsItsLimit(_ truncation: SafeText.Truncation) {
        let text = SafeText("音a楽b🎬cde\u{301}音")
        for limit in 0...text.columns + 1 {
            let columns = text.truncated(to: limit, truncation).columns
            #expect(columns <= limit && columns >= min(limit, text.columns) - 2)
        }
    }

    @Test func wraps() {
        func wrap(_ text: String, _ columns: Int) -> [String] { SafeText.wrap(text, columns: columns).map(\.text) }
        #expect(wrap("Two words\nmore", 6) == ["Two", "words", "more"])
        #expect(wrap("a\n\nb", 6) == ["a", "", "b"])
        #expect(wrap("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"])
        #expect(wrap("音楽", 3) == ["音", "楽"])
        #expect(wrap("音楽", 1) == ["音", "楽"])
        #expect(wrap("exact fit", 9) == ["exact fit"])
        #expect(wrap("x", 0) == ["x"])
    }
}
