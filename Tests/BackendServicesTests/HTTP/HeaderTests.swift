import MediaTypes
import Testing

@testable import BackendServices

@Suite struct HeaderTests {
    @Test(arguments: [
        (RawName("song.mp3"), #"attachment; filename="song.mp3""#),
        ("a b.mp3", #"attachment; filename="a b.mp3""#),
        ("50%.mp3", #"attachment; filename="50_.mp3"; filename*=UTF-8''50%25.mp3"#),
        ("q\"\\.mp3", #"attachment; filename="q__.mp3"; filename*=UTF-8''q%22%5C.mp3"#),
        ("ü.mp3", #"attachment; filename="__.mp3"; filename*=UTF-8''%C3%BC.mp3"#),
        (
            "x\r\nSet-Cookie: a.mp3",
            #"attachment; filename="x__Set-Cookie: a.mp3"; filename*=UTF-8''x%0D%0ASet-Cookie%3A%20a.mp3"#
        ),
    ])
    func contentDisposition(name: RawName, expected: String) {
        #expect(ContentDisposition.attachment(name) == expected)
    }

    @Test func namesThatAreNotUTF8() {
        let name = RawName(bytes: [0x66, 0xFF, 0x2E, 0x6D, 0x70, 0x33])
        #expect(
            ContentDisposition.attachment(name) == "attachment; filename=\"f_.mp3\"; filename*=UTF-8''f%EF%BF%BD.mp3")
    }

    @Test func entityTag() {
        let tag = EntityTag(sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(tag.digest == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
        #expect(tag.matches(ifNoneMatch: "\"x\", \(tag.header)"))
        #expect(tag.matches(ifNoneMatch: "W/\(tag.header)"))
        #expect(tag.matches(ifNoneMatch: "*"))
        #expect(!tag.matches(ifNoneMatch: "\"x\""))
        #expect(!tag.matches(ifNoneMatch: nil))
    }

    @Test(arguments: [
        ("1", 0), ("{}", 1), ("[[[]]]", 3), (#"{"a":"[[[["}"#, 1), (#"["\"[["]"#, 1), (#"{"a":[{}]}"#, 3),
    ])
    func depth(text: String, expected: Int) {
        #expect(JSONDepth.of(text.utf8) == expected)
    }

    @Test func events() throws {
        let event = ServerSentEvent(name: "job", id: 7, data: Array("{}".utf8))
        #expect(String(decoding: event.encoded, as: UTF8.self) == "id: 7\nevent: job\ndata: {}\n\n")
        let hello = try ServerSentEvent(.queue(.init(paused: true, workers: 2)), id: nil)
        let text = String(decoding: hello.encoded, as: UTF8.self)
        #expect(text.hasPrefix("event: queue\ndata: {") && text.hasSuffix("}\n\n"))
    }
}
