import Foundation
import Glibc
import MediaTypes
import Testing

@testable import MediaEngine

struct MP3WriterFailureTests {
    private let format = MP3Format(sampleRate: 44100, encoding: .cbr(320), channelMode: .jointStereo)!

    /// Writes `seconds` of noise to `descriptor`.
    private func encode(to descriptor: Int32, seconds: Int) throws {
        let writer = try MP3Writer(
            format: format, tag: nil, output: descriptor, threads: ThreadAllowance(2), expectedSamples: nil)
        let second = Programme.noise.samples(44100, channel: 0, rate: 44100)
        for _ in 0..<seconds { try writer.write(left: second, right: second, count: second.count) }
        _ = try writer.finish()
    }

    @Test func aFullDiskIsSaid() throws {
        let descriptor = open("/dev/full", O_RDWR)
        defer { close(descriptor) }
        let failure = #expect(throws: MediaFailure.self) { try encode(to: descriptor, seconds: 5) }
        #expect(failure?.code == .diskFull)
    }

    @Test func aReadOnlyDescriptorIsSaid() throws {
        let file = try TemporaryFile()
        let descriptor = open(file.path, O_RDONLY)
        defer { close(descriptor) }
        let failure = #expect(throws: MediaFailure.self) { try encode(to: descriptor, seconds: 5) }
        #expect(failure?.code == .destinationUnwritable)
    }

    /// The producer hears of the failure while it writes, not only at the end.
    @Test func writingStopsAfterAFailure() throws {
        let descriptor = open("/dev/full", O_RDWR)
        defer { close(descriptor) }
        let failure = #expect(throws: MediaFailure.self) { try encode(to: descriptor, seconds: 100_000) }
        #expect(failure?.code == .diskFull)
    }

    /// What is released before its end stops its threads, wherever they are: they own the work.
    @Test(arguments: [0, 1, 3, 40]) func aWriterMayBeAbandoned(seconds: Int) throws {
        let file = try TemporaryFile()
        weak var work: EncoderWork?
        do {
            let plan = SegmentPlan(
                expectedFrames: 2000, framesPerSecond: 38, sizes: .tiny, rules: SpliceRules(format: format))
            let encoder = ParallelEncoder(
                format: format, file: MP3File(descriptor: file.descriptor), threads: ThreadAllowance(3), niceness: 5,
                plan: plan, rules: SpliceRules(format: format), first: try LAMEEncoder(format: format))
            work = encoder.work
            let second = Programme.noise.samples(44100, channel: 0, rate: 44100)
            for _ in 0..<seconds { try encoder.append(left: second, right: second, count: second.count) }
            #expect(work != nil)
        }
        #expect(work == nil)
    }

    @Test func strangeSamplesAreTamed() throws {
        let file = try TemporaryFile()
        let writer = try MP3Writer(
            format: format, tag: nil, output: file.descriptor, threads: ThreadAllowance(1), expectedSamples: nil)
        var samples = Programme.music.samples(44100, channel: 0, rate: 44100)
        for (index, value) in [Float.nan, .infinity, -.infinity, 1e38, -1e38, .signalingNaN, .leastNonzeroMagnitude]
            .enumerated()
        {
            for place in stride(from: 1000 * index, to: 44100, by: 7001) { samples[place] = value }
        }
        try writer.write(left: samples, right: samples, count: samples.count)
        _ = try writer.finish()
        _ = try MP3Verifier.verify(descriptor: file.descriptor, expectedSamples: 44100)
    }
}
