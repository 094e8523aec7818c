import Testing

@testable import MediaTypes

struct TrackChooserTests {
    private func track(
        _ language: String? = nil, channels: Int = 2, title: String? = nil, isDefault: Bool = false,
        isCommentary: Bool = false,
        isDescription: Bool = false, isDecodable: Bool = true, isProtected: Bool = false
    ) -> AudioTrack {
        AudioTrack(
            stream: 0, codec: "aac", sampleRate: 48000, channels: channels, language: language, title: title,
            isDefault: isDefault,
            isCommentary: isCommentary, isDescription: isDescription, isDecodable: isDecodable, isProtected: isProtected
        )
    }

    private func choose(_ tracks: [AudioTrack], _ rule: String = "") throws -> TrackChooser.Choice? {
        TrackChooser.choose(from: tracks, rule: try TrackRule(rule))
    }

    @Test func takesTheOnlyTrack() throws {
        #expect(try choose([track()]) == .init(index: 0, reason: "the only track"))
        #expect(try choose([]) == nil)
    }

    @Test func prefersTheDefaultTrack() throws {
        #expect(try choose([track(), track(channels: 6, isDefault: true)]) == .init(index: 1, reason: "default track"))
    }

    @Test func prefersStereoThenMonoThenTheLeastSurround() throws {
        #expect(try choose([track(channels: 6), track(channels: 1), track(channels: 2)])?.index == 2)
        #expect(try choose([track(channels: 6), track(channels: 1)])?.index == 1)
        #expect(try choose([track(channels: 8), track(channels: 6)])?.index == 1)
        #expect(try choose([track(channels: 0), track(channels: 6)])?.index == 1)
    }

    @Test func takesTheFirstOfEquals() throws {
        #expect(
            try choose([track(isDefault: true), track(isDefault: true)]) == .init(index: 0, reason: "the first track"))
    }

    @Test func leavesCommentaryAndDescriptionToTheLast() throws {
        #expect(try choose([track(isDefault: true, isCommentary: true), track()])?.index == 1)
        #expect(try choose([track(isDescription: true), track(channels: 6)])?.index == 1)
        #expect(try choose([track(isCommentary: true)])?.index == 0)
        #expect(try choose([track(isCommentary: true)], "never commentary")?.index == 0)
        #expect(try choose([track(isCommentary: true)], "any; never commentary")?.index == 0)
    }

    @Test func followsAlternativesInOrder() throws {
        let tracks = [track("deu", isDefault: true), track("eng"), track("jpn")]
        #expect(try choose(tracks, "jpn, else eng") == .init(index: 2, reason: "language jpn"))
        #expect(try choose(tracks, "kor, else en") == .init(index: 1, reason: "language en"))
        #expect(try choose(tracks, "kor") == .init(index: 0, reason: "no track is kor: default track"))
        #expect(try choose(tracks, "kor, else fail") == nil)
        #expect(try choose(tracks, "2") == .init(index: 1, reason: "track 2"))
        #expect(try choose(tracks, "9") == .init(index: 0, reason: "no track is 9: default track"))
    }

    @Test func languagesMatchInEveryForm() throws {
        #expect(try choose([track("eng"), track("ger")], "de")?.index == 1)
        #expect(try choose([track("eng"), track("de-at")], "deu")?.index == 1)
    }

    @Test func aLanguageNeverMeansItsCommentary() throws {
        let tracks = [track("jpn", isCommentary: true), track("eng")]
        #expect(try choose(tracks, "jpn, else eng")?.index == 1)
        #expect(try choose(tracks, "jpn and commentary")?.index == 0)
        #expect(try choose(tracks, "1")?.index == 0)
        #expect(try choose(tracks, "1; never commentary")?.index == 1)
    }

    @Test func matchesTitlesCodecsAndChannels() throws {
        let tracks = [track("eng", title: "Main"), track("eng", channels: 6, title: "Director speaks")]
        #expect(try choose(tracks, "title:DIRECTOR")?.index == 1)
        #expect(try choose(tracks, "eng and channels:6")?.index == 1)
        #expect(try choose(tracks, "codec:aac")?.index == 0)
        #expect(try choose(tracks, "deu and channels:6")?.index == 0)
    }

    @Test func takesATrackThatCanBeDecoded() throws {
        let tracks = [track("eng", isDefault: true, isProtected: true), track("eng", isDecodable: false), track("deu")]
        #expect(try choose(tracks) == .init(index: 2, reason: "the only track that can be decoded"))
        #expect(try choose(tracks, "eng")?.index == 2)
        #expect(try choose([track(isDecodable: false)])?.index == 0)
    }

    @Test func isDeterministicForEveryOrderOfFlags() throws {
        var seen: Set<Int> = []
        for index in 0..<3 {
            let tracks = (0..<3).map { track(isDefault: $0 == index) }
            seen.insert(try #require(try choose(tracks)).index)
        }
        #expect(seen == [0, 1, 2])
    }
}
