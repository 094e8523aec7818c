import Testing

@testable import MediaEngine

struct ID3PrefixTests {
    @Test func readsSynchsafeLengths() {
        #expect(ID3Prefix.length(of: Array("ID3".utf8) + [4, 0, 0, 0, 0, 1, 0]) == 138)
        #expect(ID3Prefix.length(of: Array("ID3".utf8) + [4, 0, 0x10, 0, 0, 0, 5]) == 25)
    }

    @Test func refusesWhatIsNone() {
        #expect(ID3Prefix.length(of: Array("ID3".utf8) + [4, 0, 0, 0x80, 0, 1, 0]) == nil)
        #expect(ID3Prefix.length(of: Array("ID3".utf8) + [0xFF, 0, 0, 0, 0, 1, 0]) == nil)
        #expect(ID3Prefix.length(of: Array("ID3".utf8)) == nil)
        #expect(ID3Prefix.length(of: Array("RIFF567890".utf8)) == nil)
    }
}
