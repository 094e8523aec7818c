import Testing

@testable import TUIScreen

@Suite struct TextWidthTests {
    private func columns(_ text: String) -> [Int?] { text.unicodeScalars.map { TextWidth.columns(of: $0) } }

    @Test func latinAndAmbiguousCharactersAreNarrow() {
        #expect(columns("aé±…─█✓●") == Array(repeating: 1, count: 8))
    }

    @Test func eastAsianCharactersAndEmojiAreWide() {
        #expect(columns("音ラ한Ａ、🎬🥐🫠") == Array(repeating: 2, count: 8))
    }

    @Test func halfwidthCharactersAreNarrow() {
        #expect(columns("ｶ｡₩") == [1, 1, 1])
    }

    @Test func marksTakeNoColumn() {
        #expect(columns("\u{301}\u{20D7}\u{3099}\u{1161}\u{11A8}") == [0, 0, 0, 0, 0])
    }

    @Test func charactersThatSteerTheTerminalHaveNoWidth() {
        for value: UInt32 in [
            0, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x200B, 0x200E, 0x202E, 0x2066, 0x2028, 0x2029, 0xFEFF, 0xE000, 0xFFFE,
            0x10FFFF, 0x115F, 0x3164, 0xE0001, 0x378,
        ] {
            #expect(Unicode.Scalar(value).flatMap { TextWidth.columns(of: $0) } == nil, "U+\(String(value, radix: 16))")
        }
    }

    @Test func rangesAscendWithoutOverlap() {
        for (left, right) in zip(TextWidth.wideRanges, TextWidth.wideRanges.dropFirst()) {
            #expect(left.upperBound < right.lowerBound)
        }
    }

    @Test func lookupFindsTheEndsOfEachRange() {
        for range in TextWidth.wideRanges {
            #expect(TextWidth.isWide(range.lowerBound) && TextWidth.isWide(range.upperBound))
            let isTouching = TextWidth.wideRanges.contains { $0.lowerBound == range.upperBound + 1 }
            #expect(TextWidth.isWide(range.upperBound + 1) == isTouching)
        }
    }
}
