import MediaTypes
import Testing

@testable import MediaEngine

/// Every usual container and codec, made by ffmpeg: Spool decodes exactly the samples that ffmpeg decodes.
struct ContainerConversionTests {
    static let recipes: [Recipe] = [
        Recipe("a.m4a", Source.stereo(2.5), "-c:a aac"),
        Recipe("a.mp4", Source.mono(2), "-c:a aac"),
        Recipe("a.mov", Source.stereo(1), "-c:a pcm_s24le"),
        Recipe("alac.m4a", Source.stereo(1), "-c:a alac"),
        Recipe("frag.mp4", Source.stereo(3), "-c:a aac -movflags frag_keyframe+empty_moov -frag_duration 500000"),
        Recipe("a.mkv", Source.stereo(2), "-c:a flac"),
        Recipe("o.mkv", Source.stereo(2, rate: 48000), "-c:a libopus"),
        Recipe("a.webm", Source.stereo(2, rate: 48000), "-c:a libopus"),
        Recipe("v.webm", Source.stereo(2), "-c:a libvorbis"),
        Recipe("a.opus", Source.mono(2, rate: 48000), "-c:a libopus"),
        Recipe("a.ogg", Source.stereo(2), "-c:a libvorbis"),
        Recipe("a.oga", Source.stereo(2), "-c:a flac"),
        Recipe("a.flac", Source.stereo(2), "-c:a flac"),
        Recipe("a.wav", Source.stereo(2)),
        Recipe("float.wav", Source.mono(1), "-c:a pcm_f32le"),
        Recipe("a.w64", Source.stereo(1)),
        Recipe("a.aiff", Source.stereo(1)),
        Recipe("a.au", Source.mono(1)),
        Recipe("a.caf", Source.stereo(1)),
        Recipe("a.mp3", Source.stereo(2), "-c:a libmp3lame"),
        Recipe("a.mp2", Source.stereo(2), "-c:a mp2"),
        Recipe("a.aac", Source.stereo(2), "-c:a aac"),
        Recipe("a.ac3", Source.stereo(2), "-c:a ac3"),
        Recipe("a.eac3", Source.surround(2), "-c:a eac3"),
        Recipe("a.ts", Source.stereo(2), "-c:a aac"),
        Recipe("m.ts", Source.stereo(2), "-c:a mp2"),
        Recipe("a.avi", Source.stereo(2), "-c:a libmp3lame"),
        Recipe("p.avi", Source.stereo(1), "-c:a pcm_s16le"),
        Recipe("a.mpg", Source.stereo(2), "-c:a mp2 -f mpeg"),
        Recipe("a.wma", Source.stereo(2), "-c:a wmav2"),
        Recipe("a.flv", Source.stereo(2), "-c:a aac"),
        Recipe("a.nut", Source.stereo(1), "-c:a pcm_s16le"),
        Recipe("a.mxf", Source.stereo(1, rate: 48000), Source.video(1), "-c:v mpeg2video -c:a pcm_s16le"),
        Recipe("a.wv", Source.stereo(1), "-c:a wavpack"),
        Recipe("a.tta", Source.stereo(1), "-c:a tta"),
        Recipe("a.dts", Source.surround(1), "-c:a dca -strict -2"),
        Recipe("6.mkv", Source.surround(2), "-c:a ac3"),
        Recipe("8k.wav", Source.mono(1, rate: 8000)),
        Recipe("11k.wav", Source.stereo(1, rate: 11025)),
        Recipe("av.mp4", Source.video(2), Source.stereo(2, rate: 48000), "-c:v mpeg4 -c:a aac -shortest"),
        Recipe("av.mkv", Source.video(2), Source.surround(2), "-c:v mpeg4 -c:a ac3 -shortest"),
    ]

    @Test(arguments: recipes)
    func keepsEverySample(recipe: Recipe) throws {
        let media = try recipe.make()
        let expected = try #require(try ffmpegLength(media.path, track: 0))
        #expect(expected > 0)
        let converted = try Converted(media.path)
        #expect(converted.result.samples == expected)
        #expect(converted.warnings.isEmpty)
        #expect(try converted.decoded().count == Int(expected) * converted.result.channels)
    }

    @Test(arguments: [
        (96_000, 48_000), (88_200, 44_100), (192_000, 48_000), (176_400, 44_100), (44_056, 44_100), (4000, 8000),
    ])
    func resamplesToARateOfLayerThree(rate: Int, expected: Int) throws {
        let media = try Media("a.wav", Source.stereo(1, rate: rate))
        let converted = try Converted(media.path)
        #expect(converted.result.sampleRate == expected)
        #expect(abs(converted.result.samples - Int64(expected)) <= 1)
        #expect(converted.warnings.map(\.code) == [.resampled])
    }

    @Test func surroundBecomesStereoWithoutClipping() throws {
        let media = try Media(
            "loud.wav",
            "-f lavfi -i aevalsrc=1*sin(440*2*PI*t)|1*sin(440*2*PI*t)|1*sin(440*2*PI*t)|1*sin(40*2*PI*t)|1*sin(440*2*PI*t)|1*sin(440*2*PI*t):c=5.1:s=48000:d=1 -c:a pcm_f32le"
        )
        let descriptor = TestDescriptor(media.path)
        defer { withExtendedLifetime(descriptor) {} }
        let container = try Container(file: InputFile(descriptor: descriptor.value), name: "loud.wav")
        try container.analyze()
        let choice = try ChosenTrack(container: container, rule: .standard)
        let source = try TrackSource(decoder: TrackDecoder(container: container, stream: choice.stream), declared: nil)
        var peak: Float = 0
        _ = try source.run(rate: 48_000, channels: 2, window: TrimWindow()) { block in
            peak = max(peak, block.left.map(abs).max() ?? 0, block.right.map(abs).max() ?? 0)
            return true
        }
        // Five coherent channels at full scale reach full scale and no more; the sixth is not heard.
        #expect(peak <= 1.0001)
        #expect(peak > 0.99)
    }

    @Test func monoIsTheMeanOfStereo() throws {
        let media = try Media("a.wav", "-f lavfi -i aevalsrc=0.5|-0.5:s=44100:d=1")
        var options = ConversionOptions()
        options.channels = .mono
        let converted = try Converted(media.path, options: options)
        #expect(converted.result.channels == 1)
        #expect(try converted.decoded().allSatisfy { abs($0) < 0.01 })
    }

    @Test(arguments: [1, 2, 1151, 1152, 1153]) func shortTracksKeepTheirLength(samples: Int) throws {
        let media = try Media("a.wav", Source.stereo(1) + " -af atrim=end_sample=\(samples)")
        #expect(try Converted(media.path).result.samples == Int64(samples))
    }

    @Test(arguments: ["a.wav", "a.flac"]) func noSamplesAreEmptyAudio(name: String) throws {
        let media = try Media(name, Source.stereo(1) + " -af atrim=end_sample=0")
        #expect(failure { _ = try Converted(media.path) }?.code == .emptyAudio)
    }

    @Test func trimsToTheSample() throws {
        let media = try Media("a.m4a", Source.stereo(4) + " -c:a aac")
        var options = ConversionOptions()
        options.trimStart = 1000
        options.trimEnd = 2500
        #expect(try Converted(media.path, options: options).result.samples == 66_150)
        options.trimEnd = nil
        let whole = try Converted(media.path).result.samples
        #expect(try Converted(media.path, options: options).result.samples == whole - 44_100)
        options.trimStart = 60_000
        #expect(failure { _ = try Converted(media.path, options: options) }?.code == .invalidOptions)
    }

    @Test func gapsBecomeSilence() throws {
        let media = try Media("gap.mkv", Source.mono(3) + " -af asetpts='PTS+if(gt(T,1.5),1/TB,0)' -c:a pcm_s16le")
        let converted = try Converted(media.path)
        #expect(converted.warnings.map(\.code) == [.gapsFilled])
        #expect(abs(converted.result.samples - 4 * 44_100) <= 100)
    }

    @Test func bytesDoNotDependOnTheRun() throws {
        let media = try Media("a.mkv", Source.stereo(3) + " -c:a libvorbis")
        #expect(try Converted(media.path).output.contents() == Converted(media.path).output.contents())
    }
}
