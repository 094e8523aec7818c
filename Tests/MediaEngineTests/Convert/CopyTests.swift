import CFFmpeg
import MediaTypes
import Testing

@testable import MediaEngine

/// MP3 tracks that become MP3s without an encoder.
struct CopyTests {
    static let recipes: [Recipe] = [
        Recipe("a.mkv", Source.video(4), Source.stereo(4.2), "-c:v mpeg4 -c:a libmp3lame -b:a 128k"),
        Recipe("a.mp4", Source.video(4), Source.stereo(4.2), "-c:v mpeg4 -c:a libmp3lame -q:a 2"),
        Recipe("a.avi", Source.video(4), Source.stereo(4.2), "-c:v mpeg4 -c:a libmp3lame -b:a 192k"),
        Recipe("a.mp3", Source.stereo(4.2), "-c:a libmp3lame -q:a 4"),
        Recipe("mono.mp3", Source.mono(4.2, rate: 22050), "-c:a libmp3lame -b:a 64k"),
        Recipe("bare.mp3", Source.stereo(4.2), "-c:a libmp3lame -b:a 128k -write_xing 0"),
    ]

    @Test(arguments: recipes) func theSoundIsTheSourcesToTheBit(recipe: Recipe) throws {
        let media = try recipe.make()
        let copy = try Converted(media.path)
        #expect(copy.result.passThrough)
        let source = try run("ffmpeg", "-v", "error", "-i", media.path, "-map", "0:a", "-f", "f32le", "-")
        let samples = source.output.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        #expect(try copy.decoded() == samples)
        #expect(Int(copy.result.samples) * copy.result.channels == samples.count)
        let second = try run("mpg123", "-q", "-s", "-e", "s16", copy.output.path)
        #expect(second.output.count == samples.count * 2 && second.errors.isEmpty)
    }

    @Test func tagsAreTheOptions() throws {
        let media = try Media(
            "a.mkv", Source.stereo(4) + " -c:a libmp3lame -metadata title=Old -metadata artist=Somebody")
        var options = ConversionOptions()
        options.tags = ["title": "New"]
        let tags = try Converted(media.path, options: options).result.tags
        #expect(tags["title"] == "New" && tags["artist"] == "Somebody")
    }

    @Test func everyWishAboutTheSoundForcesAnEncode() throws {
        var wishes = [ConversionOptions](repeating: ConversionOptions(), count: 6)
        wishes[0].encoding = .cbr(192)
        wishes[1].quality = 5
        wishes[2].sampleRate = 44100
        wishes[3].channels = .mono
        wishes[4].trimStart = 500
        wishes[5].trimEnd = 2000
        for options in wishes { #expect(!CopyRule.allows(options, codec: AV_CODEC_ID_MP3)) }
        #expect(CopyRule.allows(ConversionOptions(), codec: AV_CODEC_ID_MP3))
        #expect(!CopyRule.allows(ConversionOptions(), codec: AV_CODEC_ID_AAC))
    }

    /// What only an encoder can mend is encoded, from the start again.
    @Test func aDamagedStreamIsEncoded() throws {
        var bytes = try Media("a.mp3", Source.stereo(10) + " -c:a libmp3lame -b:a 128k -write_xing 0").bytes
        for index in 80_000..<80_600 { bytes[index] = 0x55 }
        let damaged = try Media("a.mp3", bytes: bytes)
        let converted = try Converted(damaged.path)
        #expect(!converted.result.passThrough)
        _ = try MP3Verifier.verify(
            descriptor: converted.output.descriptor, expectedSamples: converted.result.samples)
    }

    @Test func aCopyOfACutFileFails() throws {
        let cut = try Media("a.mkv", Source.video(10) + " " + Source.stereo(10) + " -c:v mpeg4 -c:a libmp3lame").cut(
            to: 0.5)
        #expect(failure { _ = try Converted(cut.path) }?.code == .truncated)
        var options = ConversionOptions()
        options.partial = .keep
        let kept = try Converted(cut.path, options: options)
        #expect(kept.result.passThrough && kept.warnings.first?.code == .partial)
    }
}
