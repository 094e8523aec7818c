import Testing

@testable import TUITerminal

@Suite struct PrivateModesTests {
    @Test func whatIsSetIsReset() {
        for paste in [false, true] {
            for mouse in [false, true] {
                let modes = PrivateModes(bracketedPaste: paste, mouse: mouse)
                let set = String(decoding: modes.enter, as: UTF8.self).split(separator: "\u{1B}")
                let reset = String(decoding: modes.leave, as: UTF8.self).split(separator: "\u{1B}")
                #expect(set.allSatisfy { $0.hasSuffix("h") } && reset.allSatisfy { $0.hasSuffix("l") })
                #expect(set.map { $0.dropLast() } == reset.reversed().map { $0.dropLast() })
                #expect(set.count == (paste ? 1 : 0) + (mouse ? 2 : 0))
            }
        }
    }
}
