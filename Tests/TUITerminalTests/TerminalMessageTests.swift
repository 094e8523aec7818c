import Testing

@testable import TUITerminal

@Suite struct TerminalMessageTests {
    private func text(_ message: TerminalMessage?, _ multiplexer: TerminalMessage.Multiplexer? = nil) -> String? {
        message.map { String(decoding: $0.bytes(through: multiplexer), as: UTF8.self) }
    }

    @Test(arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("abcd", "YWJjZA=="), ("音", "6Z+z")])
    func copiesInBase64(_ copied: String, _ base64: String) {
        #expect(text(.copy(copied)) == "\u{1B}]52;c;\(base64)\u{7}")
    }

    @Test func passesThroughMultiplexers() {
        #expect(text(.copy("a"), .tmux) == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;YQ==\u{7}\u{1B}\\")
        #expect(text(.copy("a"), .screen) == "\u{1B}P\u{1B}]52;c;YQ==\u{7}\u{1B}\\")
    }

    @Test func refusesWhatTerminalsWouldCut() {
        #expect(TerminalMessage.copy(String(repeating: "x", count: TerminalMessage.longestCopy)) != nil)
        #expect(TerminalMessage.copy(String(repeating: "x", count: TerminalMessage.longestCopy + 1)) == nil)
    }

    @Test func notificationsCarryNoControls() {
        let messages = TerminalMessage.notifications(title: "Spool;x", body: "3 done\u{1B}]0;evil\u{7}")
        #expect(
            messages.map { text($0) } == [
                "\u{1B}]9;Spool,x: 3 done␛]0,evil␇\u{7}", "\u{1B}]777;notify;Spool,x;3 done␛]0,evil␇\u{7}",
            ])
    }
}
