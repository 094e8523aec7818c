import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

struct ParallelEncoderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var rate: Int
        var encoding: MediaTypes.Encoding
        var mode: MP3Format.ChannelMode = .jointStereo
        var testDescription: String { "\(rate) \(encoding) \(mode)" }
    }

    static let cases: [Case] =
        (0...9).map { Case(rate: 44100, encoding: .vbr($0)) }
        + [32, 64, 96, 128, 160, 192, 256, 320].map { Case(rate: 44100, encoding: .cbr($0)) }
        + [
            Case(rate: 44100, encoding: .abr(128)), Case(rate: 48000, encoding: .abr(190), mode: .stereo),
            Case(rate: 48000, encoding: .vbr(2)), Case(rate: 32000, encoding: .cbr(128), mode: .mono),
            Case(rate: 48000, encoding: .cbr(192), mode: .stereo), Case(rate: 44100, encoding: .vbr(4), mode: .mono),
            Case(rate: 44100, encoding: .cbr(64), mode: .mono), Case(rate: 22050, encoding: .vbr(5)),
            Case(rate: 22050, encoding: .cbr(64), mode: .mono), Case(rate: 24000, encoding: .abr(56)),
            Case(rate: 16000, encoding: .cbr(24), mode: .mono), Case(rate: 11025, encoding: .vbr(6)),
            Case(rate: 11025, encoding: .cbr(32)), Case(rate: 8000, encoding: .cbr(8), mode: .mono),
            Case(rate: 12000, encoding: .abr(32), mode: .stereo), Case(rate: 24000, encoding: .cbr(8), mode: .stereo),
        ]

    @Test(arguments: cases) func joinsAreAsGoodAsNone(_ test: Case) throws {
        let format = try #require(MP3Format(sampleRate: test.rate, encoding: test.encoding, channelMode: test.mode))
        let channels = try Material.every(format, frames: 800)
        let serial = try EncodedMP3(channels, format: format, sizes: .serial)
        let parallel = try EncodedMP3(channels, format: format, threads: 2, sizes: .tiny)
        #expect(serial.summary.joins.count == 0)
        #expect(parallel.summary.joins.count + parallel.summary.joins.dropped >= 4)
        for mp3 in [serial, parallel] {
            _ = try MP3Verifier.verify(descriptor: mp3.file.descriptor, expectedSamples: Int64(channels[0].count))
        }
        let (samples, complaints) = try parallel.ffmpeg()
        #expect(samples == channels[0].count && complaints.isEmpty)

        // over a second: what the ear makes of noise
        let comparison = PCMComparison(
            try serial.decoded(), try parallel.decoded(), source: Material.interleaved(channels),
            stretch: format.sampleRate * format.channels)
        #expect(comparison.differing <= (format.isConstant ? 0 : 0.03), "\(parallel.summary.joins)")
        #expect(abs(comparison.firstQuality - comparison.secondQuality) <= 0.05)
        // at its lowest rates an average bit rate leaves the most to the reservoir, which need not converge
        #expect(comparison.worstLoss <= (format.version == .mpeg25 ? 0.4 : 0.3))
    }

    @Test(arguments: [.vbr(2), .cbr(128)] as [MediaTypes.Encoding])
    func bytesDoNotDependOnThreadsThatComeAndGo(_ encoding: MediaTypes.Encoding) throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: encoding, channelMode: .jointStereo))
        let channels = try Material.every(format, frames: 1000)
        let one = try EncodedMP3(channels, format: format, threads: 1, sizes: .tiny)
        let varying = try EncodedMP3(channels, format: format, threads: 1, sizes: .tiny) { start, allowance in
            allowance.set(1 + start / 200_000 % 4)
        }
        #expect(
            try Data(contentsOf: URL(filePath: one.file.path)) == Data(contentsOf: URL(filePath: varying.file.path)))
    }

    @Test(arguments: [.vbr(2), .cbr(128), .abr(140)] as [MediaTypes.Encoding])
    func bytesDoNotDependOnThreads(_ encoding: MediaTypes.Encoding) throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: encoding, channelMode: .jointStereo))
        let channels = try Material.every(format, frames: 1000)
        let one = try EncodedMP3(channels, format: format, threads: 1, chunk: 100_000, sizes: .tiny)
        #expect(one.summary.joins.count > 0)
        for (threads, chunk) in [(2, 1024), (3, 4096), (8, 777), (2, 1_000_000)] {
            let other = try EncodedMP3(channels, format: format, threads: threads, chunk: chunk, sizes: .tiny)
            #expect(try other.file.contents() == one.file.contents(), "\(threads) threads")
            #expect(other.summary == one.summary)
        }
    }

    /// Five and eighteen seconds: two halves that are joined once, as good as one.
    @Test(arguments: [200, 690], [.vbr(2), .vbr(0), .cbr(128), .cbr(320), .abr(140)] as [MediaTypes.Encoding])
    func halvesOfAShortStreamAreAsGoodAsOne(_ frames: Int, _ encoding: MediaTypes.Encoding) throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: encoding, channelMode: .jointStereo))
        let channels = try Material.every(format, frames: frames)
        let serial = try EncodedMP3(channels, format: format, sizes: .serial)
        let halves = try EncodedMP3(channels, format: format, threads: 2)
        let alone = try EncodedMP3(channels, format: format, threads: 1)
        #expect(halves.summary.joins.count + halves.summary.joins.dropped == 1)
        #expect(try alone.file.contents() == halves.file.contents())
        let (samples, complaints) = try halves.ffmpeg()
        #expect(samples == channels[0].count && complaints.isEmpty)
        let comparison = PCMComparison(
            try serial.decoded(), try halves.decoded(), source: Material.interleaved(channels),
            stretch: format.sampleRate * format.channels)
        #expect(comparison.differing <= (format.isConstant ? 0 : 0.03), "\(halves.summary.joins)")
        #expect(comparison.worstLoss <= 0.3)
    }

    /// Less memory is fewer threads at work, not another file.
    @Test(arguments: [0, 10, 14, 1000]) func bytesDoNotDependOnMemory(_ blocks: Int) throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: .vbr(2), channelMode: .jointStereo))
        let channels = try Material.every(format, frames: 1000)
        let plenty = try EncodedMP3(channels, format: format, threads: 4, sizes: .tiny)
        let limited = try EncodedMP3(channels, format: format, threads: 4, sizes: .tiny.limited(toBlocks: blocks))
        #expect(try plenty.file.contents() == limited.file.contents())
    }

    /// Whatever was expected: exact length, no complaint, and no more threads' worth of difference.
    @Test(arguments: [nil, 0, 1, 100_000, 1_151_999, 1_152_001, 5_000_000, Int64.max] as [Int64?])
    func expectationsMayBeWrong(_ expected: Int64?) throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: .cbr(96), channelMode: .jointStereo))
        let channels = try Material.every(format, frames: 1000)
        let one = try EncodedMP3(channels, format: format, threads: 1, expected: expected, sizes: .tiny)
        let two = try EncodedMP3(channels, format: format, threads: 2, expected: expected, sizes: .tiny)
        #expect(try one.file.contents() == two.file.contents())
        _ = try MP3Verifier.verify(descriptor: one.file.descriptor, expectedSamples: Int64(channels[0].count))
    }

    /// The end of the stream falls everywhere around a join.
    @Test(
        arguments: [-1, 0, 1, 2, 20, 40, 49, 52, 97, 98, 99, 100, 147], [.vbr(3), .cbr(160)] as [MediaTypes.Encoding])
    func theEndMayBeAnywhere(frames: Int, encoding: MediaTypes.Encoding) throws {
        let format = try #require(MP3Format(sampleRate: 48000, encoding: encoding, channelMode: .mono))
        let count = (4 * 49 + frames) * 1152 + frames
        let channels = [Array(try Material.every(format, frames: 400)[0].prefix(count))]
        let mp3 = try EncodedMP3(channels, format: format, threads: 3, expected: 400 * 1152, sizes: .tiny)
        let (ffmpeg, complaints) = try mp3.ffmpeg()
        let (mpg123, remarks) = try mp3.mpg123()
        #expect(ffmpeg == count && mpg123 == count && complaints.isEmpty && remarks.isEmpty)
        _ = try MP3Verifier.verify(descriptor: mp3.file.descriptor, expectedSamples: Int64(count))
    }

    /// With rules that are never met every segment is dropped, and the left encoder does it all.
    @Test func withoutAnyJoinOneEncoderDoesItAll() throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: .vbr(2), channelMode: .jointStereo))
        var rules = SpliceRules(format: format)
        rules.equalFrames = 10_000
        rules.longestExtension = 100_000
        let channels = try Material.every(format, frames: 1000)
        let mp3 = try EncodedMP3(channels, format: format, threads: 2, sizes: .tiny, rules: rules)
        let serial = try EncodedMP3(channels, format: format, sizes: .serial)
        #expect(mp3.summary.joins.count == 0 && mp3.summary.joins.dropped > 5)
        #expect(try mp3.file.contents() == serial.file.contents())
    }

    /// The same where a segment is dropped as soon as it has begun, and is longer than there is room for.
    @Test(.timeLimit(.minutes(10)), arguments: [1, 2, 4]) func aDroppedSegmentKeepsNoRoom(_ threads: Int) throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: .cbr(128), channelMode: .jointStereo))
        var rules = SpliceRules(format: format)
        rules.equalFrames = 10_000
        rules.longestExtension = 0
        rules.relaxedWindow = 0
        let sizes = SegmentPlan.Sizes(longest: 12, shortest: 12...12, halves: 4...4, spare: 8, most: 8, shortBelow: 0)
        let channels = try Material.every(format, frames: 2500)
        let mp3 = try EncodedMP3(channels, format: format, threads: threads, sizes: sizes, rules: rules)
        let serial = try EncodedMP3(channels, format: format, sizes: .serial)
        #expect(mp3.summary.joins.count == 0 && mp3.summary.joins.dropped > 2)
        #expect(try mp3.file.contents() == serial.file.contents())
    }

    @Test func relaxedJoinsDecodeToo() throws {
        for encoding in [.vbr(1), .cbr(128)] as [MediaTypes.Encoding] {
            let format = try #require(MP3Format(sampleRate: 44100, encoding: encoding, channelMode: .jointStereo))
            var rules = SpliceRules(format: format)
            rules.equalFrames = 10_000
            rules.longestExtension = 0
            rules.relaxedWindow = 40
            let channels = try Material.every(format, frames: 1000)
            let mp3 = try EncodedMP3(channels, format: format, threads: 2, sizes: .tiny, rules: rules)
            #expect(mp3.summary.joins.relaxed > 3)
            let (samples, complaints) = try mp3.ffmpeg()
            #expect(samples == channels[0].count && complaints.isEmpty)
            _ = try MP3Verifier.verify(descriptor: mp3.file.descriptor, expectedSamples: Int64(channels[0].count))
        }
    }
}
