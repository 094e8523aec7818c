import TestRandom
import Testing

@testable import MediaTypes

@Suite struct NameTemplateTests {
    private static let values = NameTemplate.Values(
        source: "/films/Talk.2019.mkv",
        tags: [
            "title": "Aria", "artist": "AC/DC", "album": "BWV 988", "track": "3/32", "date": "1981-05-01", "genre": " ",
        ],
        chapter: "Intro", language: "jpn")

    @Test(arguments: [
        ("{stem}", "Talk.2019.mp3"),
        ("{title}", "Aria.mp3"),
        ("{artist} - {title}", "AC-DC - Aria.mp3"),
        ("{album}/{track:02} {title}", "BWV 988/03 Aria.mp3"),
        ("{track}", "3-32.mp3"),
        ("{track:05}", "00003.mp3"),
        ("{title:03}", "Aria.mp3"),
        ("{year} {date}", "1981 1981-05-01.mp3"),
        ("{chapter} ({language})", "Intro (jpn).mp3"),
        ("{stem}.{ext}", "Talk.2019.mkv.mp3"),
        ("{stem}.mp3", "Talk.2019.mp3"),
        ("{{{title}}}", "{Aria}.mp3"),
        ("{{title}}", "{title}.mp3"),
        ("{composer|genre|title}", "Aria.mp3"),
        ("{composer|\"nobody\"}", "nobody.mp3"),
        ("{composer}", "Talk.2019.mp3"),
        ("{composer}/{title}", "Aria.mp3"),
        ("{composer|\"a/b\"}/{title}", "a-b/Aria.mp3"),
        ("a/b/c {title}", "a/b/c Aria.mp3"),
        (".{title}", "_Aria.mp3"),
        ("-{title}", "_Aria.mp3"),
        ("  {title}  ", "Aria.mp3"),
        (".mp3", "_mp3.mp3"),
    ])
    func names(template: String, expected: String) throws {
        #expect(try NameTemplate(template).name(for: Self.values).text == expected)
    }

    @Test(arguments: [
        ("..", "_."), (".", "_"), ("...", "_.."), ("-rf", "_rf"), (".hidden", "_hidden"),
        ("a\nb\u{1B}[31m", "a b [31m"),
        ("../../etc/passwd", "_.-..-etc-passwd"), ("/etc", "_etc"), ("a\u{0}b", "a b"), ("a\u{85}b\u{2028}c", "a b c"),
        ("\t x \r\n", "x"), ("日本語 ♫", "日本語 ♫"),
    ])
    func foreignValuesAreMadeSafe(title: String, expected: String) throws {
        let name = try NameTemplate("{title}").name(for: .init(source: "s.mkv", tags: ["title": title]))
        #expect(name.text == expected + ".mp3")
    }

    @Test(arguments: [
        ("", "is empty"), ("{titel}", "no field {titel}"), ("{title", "without a }"), ("title}", "without a {"),
        ("{}", "no field {}"),
        ("{track:2}", "width ':2'"), ("{track:00}", "width ':00'"), ("{track:}", "width ':'"),
        ("{track:0x}", "width ':0x'"),
        ("/x/{title}", "begins with /"), ("{title}/", "ends with /"), ("../{title}", ". or .."),
        ("a/./{title}", ". or .."),
        ("{title|}", "no field {}"), ("{\"a}", "quotation mark"), ("{title {artist}}", "without a }"),
    ])
    func faultsAreNamed(template: String, part: String) {
        let error = #expect(throws: NameTemplate.ParseError.self) { try NameTemplate(template) }
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    }

    @Test func aStemThatIsNotUTF8KeepsItsBytes() {
        let name = NameTemplate.standard.name(
            for: .init(source: RawName(bytes: [0x66, 0xFC, 0xFF, 0x72, 0x2E, 0x61, 0x76, 0x69])))
        #expect(name.bytes == [0x66, 0xFC, 0xFF, 0x72] + Array(".mp3".utf8))
    }

    @Test func anInvalidStemLosesOnlyControlBytes() throws {
        let source = RawName(bytes: [0xFF, 0x0A, 0x1B, 0xFE, 0x2E, 0x61])
        #expect(
            try NameTemplate("{stem}").name(for: .init(source: source)).bytes == [0xFF, 0x20, 0x20, 0xFE]
                + Array(".mp3".utf8))
    }

    @Test(arguments: ["e\u{301}", "日", "a", "👩‍👩‍👧‍👦", "\u{10FFFF}"])
    func longNamesAreCutBetweenCharacters(character: String) throws {
        let title = String(repeating: character, count: 300)
        let name = try NameTemplate("{title}/{title}").name(for: .init(source: "s", tags: ["title": title]))
        let parts = name.bytes.split(separator: UInt8(ascii: "/"))
        let (folder, file) = (parts[0], parts[1])
        #expect(folder.count <= 255 && folder.count > 255 - character.utf8.count)
        #expect(file.count <= 255 && file.count > 255 - character.utf8.count - 0)
        #expect(file.suffix(4).elementsEqual(".mp3".utf8))
        let stem = try #require(String(validating: file.dropLast(4), as: UTF8.self))
        #expect(stem.allSatisfy { String($0) == character })
    }

    @Test func aLongInvalidStemIsCutOutsideSequences() {
        let stem = [0xFF] + Array(String(repeating: "日", count: 100).utf8)
        let name = NameTemplate.standard.name(for: .init(source: RawName(bytes: stem + Array(".mkv".utf8))))
        #expect(name.bytes.count <= 255)
        #expect(String(validating: name.bytes.dropFirst(), as: UTF8.self) != nil)
    }

    @Test func oneEndlessCharacterIsCutAllTheSame() throws {
        let title = "a" + String(repeating: "\u{301}", count: 500)
        let name = try NameTemplate("{title}").name(for: .init(source: "s", tags: ["title": title]))
        #expect(name.bytes.count <= 255 && name.bytes.count > 240)
        #expect(String(validating: name.bytes, as: UTF8.self) != nil)
    }

    @Test func aSourceWithoutANameStillMakesOne() {
        #expect(NameTemplate.standard.name(for: .init(source: "/")).text == "audio.mp3")
        #expect(NameTemplate.standard.name(for: .init(source: " .mkv")).text == "audio.mp3")
    }

    @Test func noNameEverLeavesItsFolder() throws {
        var generator = SplitMix(seed: 7)
        let alphabet: [UInt8] = [0x00, 0x0A, 0x1B, 0x20, 0x2D, 0x2E, 0x2F, 0x41, 0x7F, 0x80, 0xC2, 0xE6, 0xFF]
        let templates = try ["{stem}", "{title}/{stem}", "{artist}/{album|title}/x{track:02}", "{title}"].map {
            try NameTemplate($0)
        }
        for _ in 0..<20_000 {
            func noise() -> [UInt8] {
                (0..<Int.random(in: 0...12, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }
            }
            let tags = Dictionary(
                uniqueKeysWithValues: ["title", "artist", "album", "track"].map { ($0, RawName(bytes: noise()).text) })
            for template in templates {
                let name = template.name(for: .init(source: RawName(bytes: noise()), tags: tags)).bytes
                #expect(name.first != UInt8(ascii: "/") && name.suffix(4) == Array(".mp3".utf8)[...])
                for part in name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
                    #expect(
                        !part.isEmpty && part.count <= 255 && part.first != UInt8(ascii: ".")
                            && part.first != UInt8(ascii: "-"))
                    #expect(part.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
                }
            }
        }
    }
}
