import TestRandom
import Foundation
import Glibc
import MediaTypes
import Testing

@testable import MediaEngine

struct MP3VerifierTests {
    private func encoded(_ encoding: MediaTypes.Encoding = .vbr(4), tag: ID3Tag? = nil) throws -> EncodedMP3 {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: encoding, channelMode: .jointStereo))
        let channels = (0..<2).map { Programme.music.samples(60_000, channel: $0, rate: 44100) }
        return try EncodedMP3(channels, format: format, tag: tag)
    }

    @Test(arguments: [.vbr(2), .vbr(9), .cbr(128), .cbr(32), .cbr(320), .abr(130)] as [MediaTypes.Encoding])
    func acceptsWhatTheWriterWrites(encoding: MediaTypes.Encoding) throws {
        let tag = ID3Tag(fields: ["title": "T", "artist": "A"])
        let mp3 = try encoded(encoding, tag: tag)
        let report = try MP3Verifier.verify(descriptor: mp3.file.descriptor, expectedSamples: 60_000)
        #expect(report.samples == mp3.summary.samples)
        #expect(report.frames == mp3.summary.frames)
        #expect(report.bytes == mp3.summary.bytes)
        #expect(report.sampleRate == 44100 && report.channels == 2)
    }

    @Test func refusesAnotherLength() throws {
        let mp3 = try encoded()
        #expect(throws: MediaFailure.self) {
            try MP3Verifier.verify(descriptor: mp3.file.descriptor, expectedSamples: 60_001)
        }
    }

    /// One bit flipped anywhere in the audio, or a byte missing anywhere, is found.
    @Test func findsEveryDamage() throws {
        let mp3 = try encoded(.cbr(64), tag: ID3Tag(fields: ["title": "T"]))
        let whole = Array(try mp3.file.contents())
        let start = try #require(whole.indices.first { whole[$0...].starts(with: "Info".utf8) }) - 36
        var generator = SplitMix(seed: 5)
        let places = (0..<300).map { _ in Int.random(in: start..<whole.count, using: &generator) }
        // in the Info frame the side info and the filler behind the tag are covered by no checksum
        for place in places where place < start + 192 || place >= start + 208 {
            var damaged = whole
            damaged[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            try expectRefusal(damaged, "bit at \(place)")
            damaged = whole
            damaged.remove(at: place)
            try expectRefusal(damaged, "byte missing at \(place)")
        }
        for count in [1, 2, 3, 4, 100, 208, 209] { try expectRefusal(whole.dropLast(count), "\(count) bytes cut off") }
        try expectRefusal(whole + [0], "a byte too many")
        try expectRefusal([], "empty")
    }

    private func expectRefusal(_ bytes: some Sequence<UInt8>, _ what: Comment) throws {
        let file = try TemporaryFile()
        try Data(bytes).write(to: URL(fileURLWithPath: file.path))
        let descriptor = open(file.path, O_RDONLY)
        defer { close(descriptor) }
        #expect(throws: MediaFailure.self, what) {
            try MP3Verifier.verify(descriptor: descriptor, expectedSamples: 60_000)
        }
    }
}
