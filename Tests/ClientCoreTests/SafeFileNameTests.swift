import MediaTypes
import Testing

@testable import ClientCore

@Suite struct SafeFileNameTests {
    @Test(arguments: [
        ("a.mp3", "a.mp3"), ("../../etc/passwd", "passwd"), ("/", "download.mp3"), ("", "download.mp3"), ("..", "_."),
        (".", "_"),
        (".profile", "_profile"), ("a\u{1B}]52;c\nb.mp3", "a_]52;c_b.mp3"),
    ])
    func areOneVisibleComponent(announced: String, made: String) {
        #expect(SafeFileName.make(RawName(announced)) == RawName(made))
    }

    @Test func foreignBytesStay() {
        #expect(SafeFileName.make(RawName(bytes: [0xFF, 0x2E, 0x6D])) == RawName(bytes: [0xFF, 0x2E, 0x6D]))
    }

    @Test func longNamesKeepTheirExtensionAndWholeCharacters() {
        let made = SafeFileName.make(RawName(String(repeating: "é", count: 300) + ".mp3"))
        #expect(made.bytes.count <= SafeFileName.longest)
        #expect(made.text.hasSuffix("é.mp3"))
        #expect(!made.text.contains("\u{FFFD}"))
    }

    @Test func numbersStandBeforeTheExtension() {
        #expect(SafeFileName.numbered("a.b.mp3", 1) == "a.b.mp3")
        #expect(SafeFileName.numbered("a.b.mp3", 2) == "a.b (2).mp3")
        #expect(SafeFileName.numbered("a", 3) == "a (3)")
    }
}
