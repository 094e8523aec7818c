import TestRandom
import TUIScreen
import Testing

@testable import TUITerminal

@Suite struct KeyDecoderTests {
    /// Feeds the pieces with `gap` milliseconds between them, expiring what is due meanwhile, and waits at the end.
    private func decode(_ pieces: [[UInt8]], gap: Int = 0, table: KeyTable = KeyTable([])) -> [TerminalEvent] {
        var decoder = KeyDecoder(table: table)
        var events: [TerminalEvent] = []
        var now = 0
        for piece in pieces {
            events += decoder.feed(piece, at: now)
            now += gap
            events += decoder.expire(at: now)
        }
        while let deadline = decoder.deadline { events += decoder.expire(at: deadline) }
        return events
    }

    private func decode(_ text: String) -> [TerminalEvent] { decode([Array(text.utf8)]) }

    private func bytewise(_ text: String, gap: Int = 20) -> [TerminalEvent] {
        decode(text.utf8.map { [$0] }, gap: gap)
    }

    @Test(
        arguments: [
            ("a", .character("a")), ("Z", .character("Z")), (" ", .character(" ")), ("é", .character("é")),
            ("音", .character("音")), ("🎬", .character("🎬")), ("\r", .enter), ("\n", .enter), ("\t", .tab),
            ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{3}", .control("c")), ("\u{1A}", .control("z")),
            ("\u{1B}", .escape), ("\u{1B}x", .alt("x")), ("\u{1B}é", .alt("é")), ("\u{1B}\u{7F}", .alt("\u{7F}")),
            ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down), ("\u{1B}[C", .right),
            ("\u{1B}OC", .right), ("\u{1B}[D", .left), ("\u{1B}OD", .left), ("\u{1B}[H", .home), ("\u{1B}OH", .home),
            ("\u{1B}[F", .end), ("\u{1B}OF", .end), ("\u{1B}[1~", .home), ("\u{1B}[4~", .end), ("\u{1B}[7~", .home),
            ("\u{1B}[8~", .end), ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp),
            ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab), ("\u{1B}[1;2A", .shiftUp), ("\u{1B}[1;2B", .shiftDown),
            ("\u{1B}[a", .shiftUp), ("\u{1B}[b", .shiftDown), ("\u{1B}[1;5D", .wordLeft), ("\u{1B}[1;5C", .wordRight),
            ("\u{1B}[1;3D", .wordLeft), ("\u{1B}[1;3C", .wordRight), ("\u{1B}Od", .wordLeft), ("\u{1B}Oc", .wordRight),
            ("\u{1B}\u{1B}[D", .wordLeft), ("\u{1B}\u{1B}OC", .wordRight), ("\u{1B}\u{1B}[A", .up),
            ("\u{1B}[3$", .delete), ("\u{1B}[3^", .delete), ("\u{1B}[5;2~", .pageUp), ("\u{1B}O5D", .wordLeft),
            ("\u{1B}OM", .enter), ("\u{1B}Op", .character("0")), ("\u{1B}Oy", .character("9")),
            ("\u{1B}Ok", .character("+")),
            ("\u{1B}OP", .function(1)), ("\u{1B}[[A", .function(1)), ("\u{1B}[11~", .function(1)),
            ("\u{1B}OR", .function(3)), ("\u{1B}[R", .function(3)), ("\u{1B}[1;2R", .function(3)),
            ("\u{1B}[[E", .function(5)), ("\u{1B}[15~", .function(5)), ("\u{1B}[24~", .function(12)),
            ("\u{1B}[", .alt("[")), ("\u{1B}O", .alt("O")), ("\u{1B}P", .alt("P")), ("\u{1B}]", .alt("]")),
        ] as [(String, Key)])
    func keysWhateverTheTerminalSays(_ text: String, _ key: Key) {
        #expect(decode(text) == [.key(key)])
        #expect(bytewise(text) == [.key(key)])
    }

    @Test(arguments: [
        "\u{0}", "\u{1C}", "\u{1E}", "\u{9B}", "\u{1B}[I", "\u{1B}[99~", "\u{1B}[1;1R", "\u{1B}[?62;c",
        "\u{1B}[?2026;1$y", "\u{1B}[201~", "\u{1B}[<35;1;1M", "\u{1B}[<0;0;1M", "\u{1B}[<2;1;1M",
        "\u{1B}]11;rgb:0/0/0\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\",
        "\u{1B}[99999999999999999999~",
    ])
    func answersAndUnknownSequencesAreSwallowed(_ text: String) {
        #expect(decode(text).isEmpty)
        #expect(decode(text + "x") == [.key(.character("x"))])
    }

    @Test func sequencesFollowEachOther() {
        #expect(
            decode("\u{1B}[A\u{1B}OBx\u{1B}[5~é") == [
                .key(.up), .key(.down), .key(.character("x")), .key(.pageUp), .key(.character("é")),
            ])
        #expect(decode("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
        #expect(decode("\u{1B}\u{1B}x") == [.key(.escape), .key(.alt("x"))])
        #expect(decode("\u{1B}\r") == [.key(.escape), .key(.enter)])
        #expect(decode("\u{1B}[12\u{1B}[A") == [.key(.up)])
    }

    @Test func loneEscapeActsWithin120Milliseconds() {
        var decoder = KeyDecoder(table: KeyTable([]))
        #expect(decoder.feed([0x1B], at: 1000).isEmpty)
        let deadline = decoder.deadline
        #expect(deadline.map { $0 <= 1120 } == true)
        #expect(decoder.expire(at: 1001).isEmpty)
        #expect(decoder.expire(at: 1120) == [.key(.escape)])
        #expect(decoder.deadline == nil)
    }

    @Test func lateTailIsTheKeyItBelongsTo() {
        for tail in ["[A", "OA", "[1;2A", "[5~"] {
            #expect(decode([[0x1B], Array(tail.utf8)], gap: 200) == [.key(.escape)] + decode("\u{1B}" + tail))
        }
        #expect(decode([[0x1B], Array("[200~x\u{1B}[201~".utf8)], gap: 200) == [.key(.escape), .paste("x")])
    }

    @Test func whatIsTypedAfterEscapeIsNoTail() {
        #expect(decode([[0x1B], Array("j".utf8)], gap: 200) == [.key(.escape), .key(.character("j"))])
        #expect(decode([[0x1B], Array("[".utf8)], gap: 200) == [.key(.escape), .key(.character("["))])
        #expect(
            decode([[0x1B], Array("O".utf8), Array("k".utf8)], gap: 250)
                == [.key(.escape), .key(.character("O")), .key(.character("k"))])
        #expect(
            decode([[0x1B], Array("[A".utf8)], gap: 2000)
                == [.key(.escape), .key(.character("[")), .key(.character("A"))])
    }

    @Test func brokenUTF8IsDroppedAndTheRestIsRead() {
        #expect(decode([[0xFF, 0x61]]) == [.key(.character("a"))])
        #expect(decode([[0xC3, 0x28]]) == [.key(.character("("))])
        #expect(decode([[0xE2, 0x82]]) == [])
        #expect(decode([[0xC0, 0xAF, 0x62]]) == [.key(.character("b"))])
        #expect(decode([[0xED, 0xA0, 0x80, 0x62]]) == [.key(.character("b"))])
        #expect(decode([[0xC2, 0x9B, 0x62]]) == [.key(.character("b"))])
    }

    @Test func pasteIsOneEvent() {
        let text = "rm -rf\n\u{1B}[A\u{1B}[20 q 音"
        #expect(decode("\u{1B}[200~\(text)\u{1B}[201~q") == [.paste(text), .key(.character("q"))])
        #expect(bytewise("\u{1B}[200~\(text)\u{1B}[201~q") == [.paste(text), .key(.character("q"))])
        #expect(decode("\u{1B}[200~\u{1B}[201~") == [.paste("")])
        #expect(decode("\u{1B}[200~a\u{1B}\u{1B}[201~") == [.paste("a\u{1B}")])
    }

    @Test func pasteWithoutItsEndEndsInSilence() {
        #expect(decode("\u{1B}[200~abc") == [.paste("abc")])
    }

    @Test func hugePasteIsBoundedAndNothingOfItLeaks() {
        var decoder = KeyDecoder(table: KeyTable([]))
        var events = decoder.feed(Array("\u{1B}[200~".utf8), at: 0)
        let block = [UInt8](repeating: UInt8(ascii: "q"), count: 65536)
        for _ in 0..<24 { events += decoder.feed(block, at: 0) }
        events += decoder.feed(Array("\u{1B}[201~z".utf8), at: 0)
        #expect(events.count == 2 && events.last == .key(.character("z")))
        guard case .paste(let text) = events.first else {
            Issue.record("no paste")
            return
        }
        #expect(text.utf8.count == PasteCollector.limit)
    }

    @Test(arguments: [
        ("\u{1B}[<0;5;3M", MouseEvent(.press, at: Point(column: 4, row: 2))),
        ("\u{1B}[<0;5;3m", MouseEvent(.release, at: Point(column: 4, row: 2))),
        ("\u{1B}[<16;1;1M", MouseEvent(.press, at: Point(column: 0, row: 0))),
        ("\u{1B}[<64;80;24M", MouseEvent(.wheelUp, at: Point(column: 79, row: 23))),
        ("\u{1B}[<65;300;200M", MouseEvent(.wheelDown, at: Point(column: 299, row: 199))),
    ])
    func mouse(_ text: String, _ event: MouseEvent) {
        #expect(decode(text) == [.mouse(event)])
        #expect(bytewise(text) == [.mouse(event)])
    }

    @Test func anyBytesInAnyPiecesAreSurvived() {
        var generator = SplitMix(seed: 42)
        let seeds = Array("\u{1B}[O]P<;~$0129AMm\u{7}\\\u{1B}[200~".utf8)
        for round in 0..<3000 {
            let bytes = (0..<40).map { _ in
                round % 2 == 0
                    ? UInt8(truncatingIfNeeded: generator.next()) : seeds[Int(generator.next() % UInt64(seeds.count))]
            }
            let cut = Int(generator.next() % 40)
            _ = decode([Array(bytes[..<cut]), Array(bytes[cut...])], gap: Int(generator.next() % 400))
        }
    }

    @Test func piecesDoNotMatter() {
        var generator = SplitMix(seed: 9)
        let keys = [
            "a", "é", "音", "\u{1B}[A", "\u{1B}OB", "\u{1B}[5~", "\u{1B}[1;5C", "\u{1B}[<0;1;1M",
            "\u{1B}[200~x\ny\u{1B}[201~", "\u{1B}x",
        ]
        for _ in 0..<300 {
            let text = (0..<8).map { _ in keys[Int(generator.next() % UInt64(keys.count))] }.joined()
            #expect(bytewise(text) == decode(text))
        }
    }
}
