import TUIScreen
import Testing

@testable import TUITerminal

@Suite struct KeyTableTests {
    private let table = KeyTable([
        ([0x1B, 0x5B, 0x41], .up), ([0x1B, 0x5B, 0x41, 0x42], .down), ([0x1B, 0x09], .backTab), ([0x08], .backspace),
        ([], .home),
    ])

    @Test func matchesTheLongestKey() {
        #expect(table.match([0x1B, 0x5B, 0x41, 0x42, 0x43]) == .key(.down, length: 4))
        #expect(table.match([0x1B, 0x5B, 0x41, 0x43]) == .key(.up, length: 3))
        #expect(table.match([0x1B, 0x09]) == .key(.backTab, length: 2))
    }

    @Test func knowsBeginnings() {
        #expect(table.match([0x1B]) == .partial)
        #expect(table.match([0x1B, 0x5B]) == .partial)
        #expect(table.match([0x1B, 0x5B, 0x42]) == .none)
        #expect(table.match([0x08]) == .none)
    }
}
