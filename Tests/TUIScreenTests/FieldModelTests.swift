import Testing

@testable import TUIScreen

@Suite struct FieldModelTests {
    @Test func typing() {
        var field = FieldModel()
        for key: Key in [.character("a"), .character("c"), .left, .character("b"), .end, .character("音")] {
            let handled = field.handle(key)
            #expect(handled)
        }
        #expect(field.text == "abc音" && field.cursor == 4)
    }

    @Test func deleting() {
        var field = FieldModel("abcd")
        field.deleteForward()
        field.deleteBackward()
        field.moveToStart()
        field.deleteBackward()
        field.deleteForward()
        #expect(field.text == "bc" && field.cursor == 0)
        field.deleteToEnd()
        #expect(field.isEmpty)
    }

    @Test func words() {
        var field = FieldModel("one, two  three")
        field.moveWordBackward()
        #expect(field.cursor == 10)
        field.moveWordBackward()
        #expect(field.cursor == 5)
        field.moveWordForward()
        #expect(field.cursor == 8)
        field.deleteWordBackward()
        #expect(field.text == "one,   three")
        field.deleteToStart()
        #expect(field.text == "  three")
    }

    @Test(arguments: [
        ("one\ntwo\n", "one two"), ("a\r\nb", "a b"), ("tab\there", "tab here"), ("\u{1B}[31mred\u{7}", "[31mred"),
        ("a\u{202E}b\u{0}", "ab"), ("\n\n", ""), ("keep ", "keep "), ("👨\u{200D}👩", "👨\u{200D}👩"),
    ])
    func pasteBecomesOneLineWithoutControls(_ pasted: String, _ text: String) {
        var field = FieldModel()
        field.insert(pasted)
        #expect(field.text == text)
    }

    @Test func hugePasteIsCutToTheLimit() {
        var field = FieldModel(limit: 100)
        field.insert(String(repeating: "x", count: 1 << 20))
        #expect(field.text.count == 100)
        field.insert("y")
        #expect(field.text.count == 100)
    }

    @Test func typedMarksJoinTheirBase() {
        var field = FieldModel()
        field.insert("e")
        field.insert("\u{301}")
        #expect(field.cursor == 1)
        field.deleteBackward()
        #expect(field.isEmpty)
    }

    @Test func secretsShowBulletsAndNothingElse() {
        let field = FieldModel("hunter2", secret: true)
        #expect(field.window(width: 10).text.text == "•••••••")
        #expect(!"\(field)".contains("hunter2") && !String(reflecting: field).contains("hunter2"))
        var dumped = ""
        dump(field, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test func windowAlwaysShowsTheCursor() {
        var field = FieldModel("a long 音楽 text that does not fit 🎬 anywhere")
        for width in 1...20 {
            field.moveToStart()
            for _ in 0...field.text.count {
                let (text, column) = field.window(width: width)
                #expect(text.columns <= width && (0..<width).contains(column))
                field.move(by: 1)
            }
        }
    }

    @Test func otherKeysAreLeftToTheScreen() {
        var field = FieldModel("x")
        for key: Key in [.enter, .escape, .tab, .backTab, .up, .down, .pageUp, .control("c"), .function(1)] {
            let handled = field.handle(key)
            #expect(!handled)
        }
        #expect(field.text == "x")
    }
}
