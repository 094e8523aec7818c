import MediaTypes
import Testing

@testable import spool

@Suite struct ArgumentBytesTests {
    @Test func validTextStaysAsItIs() {
        for text in ["", "a.mkv", "é音🎵.mkv", "e\u{301}", "\u{10FFFD}\u{E000}"] {
            #expect(ArgumentBytes.text(Array(text.utf8)) == text)
            #expect(ArgumentBytes.name(text) == RawName(text))
        }
    }

    @Test func everyByteComesBackBetweenAnyOthers() {
        for byte in UInt8.min...UInt8.max {
            for bytes in [[byte], [0x61, byte, 0x62], [byte, byte, byte], [0xE9, byte], [0xF0, 0x9F, byte]] {
                #expect(ArgumentBytes.name(ArgumentBytes.text(bytes)).bytes == bytes, "\(bytes)")
            }
        }
    }

    @Test func theCarriersThemselvesComeBack() {
        let text = "\u{10F77F}\u{10F780}x\u{10F7FF}\u{10F800}"
        #expect(ArgumentBytes.name(ArgumentBytes.text(Array(text.utf8))) == RawName(text))
    }

    @Test func randomBytesComeBack() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            #expect(ArgumentBytes.name(ArgumentBytes.text(bytes)).bytes == bytes, "\(bytes)")
        }
    }
}
