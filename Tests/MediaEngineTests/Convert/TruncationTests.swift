import MediaTypes
import Testing

@testable import MediaEngine

/// Files that were cut off on their way.
struct TruncationTests {
    static let recipes: [Recipe] = [
        Recipe("a.mp4", Source.video(10), Source.stereo(10), "-c:v mpeg4 -c:a aac -movflags faststart"),
        Recipe("a.m4a", Source.stereo(10), "-c:a aac -movflags faststart"),
        Recipe("frag.mp4", Source.stereo(10), "-c:a aac -movflags frag_keyframe+empty_moov -frag_duration 500000"),
        Recipe("a.mkv", Source.video(10), Source.stereo(10), "-c:v mpeg4 -c:a aac"),
        Recipe("a.webm", Source.stereo(10, rate: 48000), "-c:a libopus"),
        Recipe("a.wav", Source.stereo(10)),
        Recipe("a.mp3", Source.stereo(10), "-c:a libmp3lame"),
        Recipe("a.flac", Source.stereo(10)),
        Recipe("a.ogg", Source.stereo(10), "-c:a libvorbis"),
        Recipe("a.opus", Source.stereo(10, rate: 48000), "-c:a libopus"),
        Recipe("a.ts", Source.video(10), Source.stereo(10), "-c:a aac"),
        Recipe("a.avi", Source.video(10), Source.stereo(10), "-c:a libmp3lame"),
        Recipe("a.aiff", Source.stereo(10)),
        Recipe("a.wma", Source.stereo(10), "-c:a wmav2"),
        Recipe("a.flv", Source.video(10), Source.stereo(10), "-c:a aac"),
        Recipe("a.caf", Source.stereo(10)),
        Recipe("a.wv", Source.stereo(10), "-c:a wavpack"),
        Recipe("a.tta", Source.stereo(10), "-c:a tta"),
        Recipe("a.au", Source.stereo(10)),
    ]

    @Test(arguments: recipes, [0.5, 0.93]) func aCutFileFails(recipe: Recipe, fraction: Double) throws {
        let cut = try recipe.make().cut(to: fraction)
        let failure = failure { _ = try Converted(cut.path) }
        #expect(failure?.code == .truncated)
        #expect(failure?.message.hasPrefix("input ends at 0:0") == true)
    }

    @Test(arguments: recipes) func whatIsThereCanBeKept(recipe: Recipe) throws {
        let cut = try recipe.make().cut(to: 0.5)
        var options = ConversionOptions()
        options.partial = .keep
        let converted = try Converted(cut.path, options: options)
        #expect(converted.warnings.first?.code == .partial)
        #expect(converted.result.samples > Int64(converted.result.sampleRate))
        #expect(converted.result.samples < Int64(converted.result.sampleRate) * 8)
    }

    @Test func theSentenceNamesBothTimes() throws {
        let cut = try Media("a.wav", Source.mono(90, rate: 8000)).cut(to: 0.501)
        #expect(failure { _ = try Converted(cut.path) }?.message == "input ends at 0:45 of about 1:30")
        let flac = try Media("a.flac", Source.mono(90, rate: 8000)).cut(to: 0.501)
        let message = failure { _ = try Converted(flac.path) }?.message
        #expect(message?.hasPrefix("input ends at 0:4") == true)
        #expect(message?.hasSuffix(" of 1:30") == true)
    }

    @Test func aTrimBeforeTheCutIsWhole() throws {
        let cut = try Media("a.mp3", Source.stereo(10) + " -c:a libmp3lame").cut(to: 0.5)
        var options = ConversionOptions()
        options.trimEnd = 2000
        #expect(try Converted(cut.path, options: options).result.samples == 88_200)
    }

    @Test func aHeaderAfterACutIsDamage() throws {
        let cut = try Media("a.m4a", Source.stereo(5) + " -c:a aac").cut(to: 0.5)
        let code = failure { _ = try Converted(cut.path) }?.code
        #expect(code == .damaged || code == .truncated)
    }

    @Test func soundThatEndsBeforeThePictureIsWhole() throws {
        for name in ["short.mp4", "short.mkv", "short.ts", "short.avi"] {
            let media = try Media(name, Source.video(6) + " " + Source.stereo(2) + " -c:v mpeg4 -c:a aac")
            #expect(try Converted(media.path).result.duration < 3000)
        }
    }
}
