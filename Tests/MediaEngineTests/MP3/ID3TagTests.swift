import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

struct ID3TagTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 7, count: 300)

    private func tag(_ version: ID3Tag.Version) -> ID3Tag {
        ID3Tag(
            version: version,
            fields: [
                "title": "Ünïcode 中文 🎵", "artist": "Plain", "date": "2024-03-09", "track": "3/9", "comment": "a remark",
                "catalogue": "x-1", "empty": "", "encoder": "Lavf",
            ],
            language: "jpn", cover: Self.png,
            chapters: [.init(start: 0, end: 1500, title: "Eins"), .init(start: 1500, end: 3000, title: "第二")])
    }

    /// What ffprobe reads of a real file, as lines `key=value`.
    private func probed(_ version: ID3Tag.Version) throws -> [String] {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: .vbr(4), channelMode: .mono))
        let mp3 = try EncodedMP3(
            [Programme.speech.samples(132_300, channel: 0, rate: 44100)], format: format, tag: tag(version))
        let result = try run(
            "ffprobe", "-v", "warning", "-show_format", "-show_chapters", "-show_streams", mp3.file.path)
        #expect(!result.errors.contains("id3"), "\(result.errors)")
        return String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(arguments: [ID3Tag.Version.v23, .v24]) func ffprobeReadsEverything(version: ID3Tag.Version) throws {
        let lines = try probed(version)
        for line in [
            "TAG:title=Ünïcode 中文 🎵", "TAG:artist=Plain", "TAG:track=3/9", "TAG:catalogue=x-1", "TAG:TLEN=3000",
            "TAG:title=Eins", "TAG:title=第二", "start_time=1.500000", "codec_name=png", "TAG:comment=a remark",
            "TAG:encoder=Spool, LAME 3.100 V4", "TAG:language=jpn",
        ] {
            #expect(lines.contains(line), "\(line) missing in \(lines)")
        }
        #expect(lines.contains { $0.hasPrefix("TAG:date=2024") })
        #expect(!lines.contains { $0.contains("empty") })
    }

    @Test(arguments: [ID3Tag.Version.v23, .v24]) func lengthCanBeFilledInLater(version: ID3Tag.Version) {
        var tag = tag(version)
        tag.milliseconds = 0
        let first = tag.render()
        tag.milliseconds = 36_000_000
        let second = tag.render(size: first.count)
        #expect(first.count == second.count)
        #expect(first != second)
    }

    @Test func sizesAreSyncSafe() {
        #expect(ID3Frames.syncSafe(0x0FFF_FFFF) == [0x7F, 0x7F, 0x7F, 0x7F])
        #expect(ID3Frames.syncSafe(257) == [0, 0, 2, 1])
    }

    @Test func lossesAreReported() {
        var tag = ID3Tag()
        tag.cover = [1, 2, 3]
        tag.chapters = (0..<300).map { .init(start: $0, end: $0 + 1, title: "") }
        tag.texts["TIT2"] = String(repeating: "ä", count: 40_000)
        let (limited, warnings) = tag.limited()
        #expect(limited.cover == nil && limited.chapters.count == 255 && warnings.count == 3)
        #expect(tag.render().count < 100_000)
    }

    @Test func nothingEscapesItsFrame() {
        var tag = ID3Tag()
        tag.texts["TIT2"] = "a\0TPE1"
        tag.texts["bad id"] = "x"
        let text = tag.render()
        #expect(Array(text[20..<27]) == [3] + Array("aTPE1".utf8) + [0])
    }
}
