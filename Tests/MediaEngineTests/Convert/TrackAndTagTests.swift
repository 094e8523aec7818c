import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

/// Which track is taken and what is written about it.
struct TrackAndTagTests {
    private func film() throws -> Media {
        let metadata = [
            "-metadata title=Film -metadata ARTIST=Someone -metadata DATE_RELEASED=2001 -metadata:s:a:0 language=ger -metadata:s:a:1 language=jpn",
            "-metadata:s:a:2 language=eng -metadata:s:a:2 title=Commentary -disposition:a:0 0 -disposition:a:1 default -disposition:a:2 comment",
        ].joined(separator: " ")
        return try Media(
            "film.mkv",
            "\(Source.video(3)) \(Source.mono(1)) \(Source.stereo(2)) \(Source.surround(3)) -map 0:v -map 1:a -map 2:a -map 3:a -c:v mpeg4 -c:a ac3 "
                + metadata)
    }

    @Test func probeTellsEverything() throws {
        let film = try film()
        let info = try probe(film.path)
        #expect(info.container == "matroska")
        #expect(info.tracks.map(\.language) == ["ger", "jpn", "eng"])
        #expect(info.tracks.map(\.channels) == [1, 2, 6])
        #expect(info.tracks.map(\.codec) == ["ac3", "ac3", "ac3"])
        #expect(info.tracks.map(\.isCommentary) == [false, false, true])
        #expect(info.tracks.map(\.isDefault) == [false, true, false])
        #expect(info.tracks[2].title == "Commentary")
        #expect(info.tracks.allSatisfy { $0.isDecodable && !$0.isProtected })
        #expect(info.chosen == 1)
        #expect(info.hasVideo)
        #expect(!info.hasCover)
        #expect(info.tags["title"] == "Film")
        #expect(info.tags["artist"] == "Someone")
        #expect(abs((info.duration ?? 0) - 3000) < 100)
    }

    @Test(arguments: [
        ("", 2, "default track"), ("de", 1, "language de"), ("3", 3, "track 3"),
        ("eng", 2, "no track is eng: default track"),
    ])
    func theRuleDecides(rule: String, seconds: Int, reason: String) throws {
        let film = try film()
        var options = ConversionOptions()
        options.track = rule
        let converted = try Converted(film.path, options: options)
        #expect((Double(converted.result.samples) / Double(converted.result.sampleRate)).rounded() == Double(seconds))
        #expect(converted.start?.reason == reason)
    }

    @Test func badRulesAreRefused() throws {
        let film = try film()
        var options = ConversionOptions()
        options.track = "japanese"
        #expect(failure { _ = try Converted(film.path, options: options) }?.code == .invalidOptions)
        #expect(failure { _ = try probe(film.path, rule: "0") }?.code == .invalidOptions)
        options.track = "kor, else fail"
        #expect(failure { _ = try Converted(film.path, options: options) }?.code == .noAudio)
    }

    @Test func tagsAreWrittenAndReplaced() throws {
        var options = ConversionOptions()
        options.tags = ["title": "Mine", "artist": "", "album": "Best of"]
        let film = try film()
        let converted = try Converted(film.path, options: options)
        #expect(converted.result.tags["title"] == "Mine")
        #expect(converted.result.tags["artist"] == nil)
        let probe = try run(
            "ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "default=nk=0:nw=1", converted.output.path)
        let text = String(decoding: probe.output, as: UTF8.self)
        #expect(text.contains("TAG:title=Mine"))
        #expect(text.contains("TAG:album=Best of"))
        #expect(!text.contains("Someone"))
        #expect(text.contains("TAG:language=jpn"))
    }

    @Test func chaptersAndCoverAreKept() throws {
        let cover = try Media("cover.png", "-f lavfi -i color=red:s=64x64 -frames:v 1")
        let chapters = try Media(
            "c.txt",
            bytes:
                ";FFMETADATA1\ntitle=Book\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=3000\ntitle=Two\n"
                .utf8)
        let media = try Media(
            "book.m4a",
            "\(Source.stereo(3)) -i \(cover.path) -i \(chapters.path) -map 0:a -map 1:v -map_metadata 2 -map_chapters 2 -c:a aac -c:v copy -disposition:v attached_pic"
        )
        let info = try probe(media.path)
        #expect(info.hasCover)
        #expect(!info.hasVideo)
        #expect(info.chapters.map(\.title) == ["One", "Two"])
        let converted = try Converted(media.path)
        let again = try probe(converted.output.path)
        #expect(again.hasCover)
        #expect(again.chapters.map(\.title) == ["One", "Two"])
        #expect(again.chapters.map(\.start) == [0, 1000])
        #expect(again.tags["title"] == "Book")
    }

    @Test func trimmedChaptersMove() throws {
        let chapters = try Media(
            "c.txt",
            bytes:
                ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=3000\ntitle=Two\n"
                .utf8)
        let media = try Media("book.mka", "\(Source.stereo(3)) -i \(chapters.path) -map 0:a -map_chapters 1 -c:a flac")
        var options = ConversionOptions()
        options.trimStart = 1500
        let converted = try Converted(media.path, options: options)
        let again = try probe(converted.output.path)
        #expect(again.chapters.map(\.title) == ["Two"])
        #expect(again.chapters.first?.start == 0)
        #expect(abs((again.chapters.first?.end ?? 0) - 1500) < 50)
    }

    @Test func progressNeverStandsBehindTheEnd() throws {
        let media = try Media("a.m4a", Source.stereo(3) + " -c:a aac")
        let converted = try Converted(media.path)
        let start = try #require(converted.start)
        #expect(start.track.codec == "aac")
        #expect(start.reason == "the only track")
        #expect(abs((start.expectedSamples ?? 0) - 3 * 44_100) < 2048)
    }
}
