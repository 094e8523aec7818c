import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

/// Every file of the corpus ends as it must. Set SPOOL_CORPUS to its directory.
@Suite(.enabled(if: Corpus.directory != nil, "SKIPPED: SPOOL_CORPUS is not set"))
struct CorpusTests {
    @Test func theCorpusIsWhole() {
        #expect(Corpus.entries.count == 218)
        #expect(Set(CorpusVerdict.exceptions.keys).isSubset(of: Corpus.entries.map(\.file)))
    }

    @Test(arguments: Corpus.entries) func endsAsItMust(entry: Corpus.Entry) throws {
        switch CorpusVerdict(entry) {
        case .converts:
            try expectLength(of: Converted(entry.path), entry)
        case .convertsTo(let samples):
            #expect(try Converted(entry.path).result.samples == samples)
        case .fails(let codes):
            let code = failure { _ = try Converted(entry.path) }?.code
            #expect(code.map(codes.contains) == true, "\(String(describing: code))")
        case .failsUnlessKept(let code):
            #expect(failure { _ = try Converted(entry.path) }?.code == code)
            var options = ConversionOptions()
            options.partial = .keep
            let kept = try Converted(entry.path, options: options)
            #expect(kept.warnings.first?.code == .partial)
            try expectLength(of: kept, entry)
        }
    }

    /// The manifest's seconds are whole frames with the encoder's delay and padding in them.
    private func expectLength(of converted: Converted, _ entry: Corpus.Entry) throws {
        let expected = try #require(entry.mp3Duration)
        let result = converted.result
        let frame = result.sampleRate >= 32_000 ? 1152.0 : 576.0
        let rate = Double(result.sampleRate)
        let bare = Double(result.samples) / rate
        let padded = ((Double(result.samples) + 1105) / frame).rounded(.up) * frame / rate
        #expect(abs(padded - expected) <= frame / rate * 1.01 || abs(bare - expected) <= frame / rate * 1.01)
        #expect(result.samples > 0)
    }

    @Test(arguments: Corpus.entries) func probesWithoutHarm(entry: Corpus.Entry) {
        do {
            let info = try probe(entry.path)
            #expect(info.size > 0)
            #expect(info.duration.map { $0 > 0 && $0 < 30 * 24 * 3_600_000 } ?? true)
            #expect(info.tracks.isEmpty == (info.chosen == nil))
            if ["clean", "multi-audio"].contains(entry.category) { #expect(info.tracks.count == entry.tracks) }
        } catch {
            let codes: [FailureCode] = [.notMedia, .damaged, .noAudio]
            #expect((error as? MediaFailure).map { codes.contains($0.code) } == true)
            #expect(!["clean", "multi-audio", "damaged-converts"].contains(entry.category))
        }
    }
}

/// Files whose exact length ffmpeg knows: Spool decodes exactly as many samples.
@Suite(.enabled(if: Corpus.directory != nil, "SKIPPED: SPOOL_CORPUS is not set"))
struct LengthTruthTests {
    /// Of damaged files only those whose time line has no hole that ffmpeg passes over.
    static let entries = Corpus.entries.filter {
        guard ["clean", "multi-audio", "damaged-converts"].contains($0.category) else { return false }
        return switch CorpusVerdict($0) {
        case .converts, .failsUnlessKept(.truncated): true
        default: false
        }
    }

    @Test(arguments: entries) func equalsFFmpegToTheSample(entry: Corpus.Entry) throws {
        let track = try #require(try probe(entry.path).chosen)
        let expected = try #require(try ffmpegLength(entry.path, track: track))
        #expect(try decodedLength(entry.path) == expected)
    }

    @Test func theSetIsLarge() { #expect(Self.entries.count >= 160) }
}
