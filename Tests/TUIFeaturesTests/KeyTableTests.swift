import Foundation
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct KeyTableTests {
    @Test(arguments: Context.allCases) func aKeyStandsOnceInAContext(_ context: Context) {
        let keys = KeyBinding.all.filter { $0.contexts.contains(context) }.flatMap(\.keys)
        let twice = Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys.map(KeyName.text)
        #expect(twice.isEmpty)
    }

    @Test(arguments: Action.allCases) func eachActionIsBoundAndInHelp(_ action: Action) throws {
        let bindings = KeyBinding.all.filter { $0.action == action }
        #expect(!bindings.isEmpty)
        for binding in bindings {
            let context = try #require(binding.contexts.first)
            #expect(!binding.keys.isEmpty)
            #expect(
                HelpText(contexts: [context]).lines.contains { $0.keys == binding.keyNames && $0.text == binding.help })
            #expect(KeyBinding.find(binding.keys[0], in: [context])?.action == action)
        }
    }

    @Test func flowControlAndMultiplexerKeysAreFree() {
        let forbidden: Set<Key> = [.control("a"), .control("b"), .control("s"), .control("q"), .control("\\")]
        #expect(KeyBinding.all.allSatisfy { forbidden.isDisjoint(with: $0.keys) })
    }

    @Test func arrowsHaveTheirLetters() {
        for context in Context.screens {
            for (arrow, letter) in [(Key.up, "k"), (.down, "j")] {
                #expect(
                    KeyBinding.find(arrow, in: [context])?.action
                        == KeyBinding.find(.character(Character(letter)), in: [context])?.action)
            }
        }
    }

    @Test(arguments: [40, 60, 80, 200]) func footersEndInHelpAndAreShort(_ columns: Int) {
        var driver = Driver(columns, 24)
        driver.connect()
        driver.send(.jobs([job(1), job(2, .converting), job(3, .done)], now: 0))
        driver.list(media("a.mkv", "b.mkv"))
        for screen in ["1", "2", "3"] {
            driver.type(screen)
            let hints = FooterView(state: driver.state).hints(columns: columns - 1)
            #expect(hints.count <= 6)
            #expect(hints.last?.key == "?")
            #expect(driver.lines.last?.hasSuffix("? help") == true)
            driver.press(.tab)
            #expect(driver.lines.last?.hasSuffix("? help") == true)
        }
    }

    /// The committed page is what the table says. `SPOOL_UPDATE_DOCS=1` writes it anew.
    @Test func theKeyPageIsCurrent() throws {
        let page = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appending(
            path: "../../docs/KEYS.md"
        ).standardized
        if ProcessInfo.processInfo.environment["SPOOL_UPDATE_DOCS"] == "1" {
            try KeyDocument.markdown.write(to: page, atomically: true, encoding: .utf8)
        }
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text == KeyDocument.markdown, "docs/KEYS.md is stale: run the tests once with SPOOL_UPDATE_DOCS=1")
    }
}
