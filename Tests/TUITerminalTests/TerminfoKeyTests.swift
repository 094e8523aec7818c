import TUIScreen
import Testing

@testable import TUITerminal

/// One entry is loaded at a time, so these take turns.
@Suite(.serialized) struct TerminfoKeyTests {
    @Test(arguments: [
        "xterm-256color", "xterm", "linux", "rxvt", "rxvt-unicode-256color", "vt100", "vt220", "screen",
        "screen-256color", "tmux", "tmux-256color",
    ])
    func everyKeyOfTheEntryIsDecoded(_ terminal: String) throws {
        let table = try #require(KeyTable.ofTerminfo(named: terminal))
        var seen: Set<[UInt8]> = []
        for (name, key) in KeyTable.capabilities {
            let bytes = TerminalDescription.capability(name)
            // Of two names for one sequence the first counts.
            if bytes.isEmpty || !seen.insert(bytes).inserted { continue }
            var decoder = KeyDecoder(table: table)
            #expect(decoder.feed(bytes, at: 0) == [.key(key)], "\(terminal) \(name)")
            var events: [TerminalEvent] = []
            for (index, byte) in bytes.enumerated() {
                events += decoder.expire(at: index * 20) + decoder.feed([byte], at: index * 20)
            }
            #expect(events == [.key(key)], "\(terminal) \(name) bytewise")
        }
        #expect(seen.count >= 10)
    }

    @Test func missingEntriesAreRefused() {
        #expect(KeyTable.ofTerminfo(named: "no-such-terminal") == nil)
    }
}
