import MediaTypes
import SpoolAPI
import Testing

@testable import ClientCore

@Suite struct PlannerTests {
    private let stereo = AudioTrack(
        stream: 1, codec: "aac", sampleRate: 48_000, channels: 2, duration: 60_000, language: "eng", isDefault: true)
    private let japanese = AudioTrack(
        stream: 2, codec: "ac3", sampleRate: 48_000, channels: 6, duration: 60_000, language: "jpn")

    private func info(_ tracks: [AudioTrack], tags: [String: String] = [:]) -> Result<MediaInfo, MediaFailure> {
        .success(MediaInfo(container: "matroska", size: 1000, duration: 60_000, tracks: tracks, tags: tags))
    }

    private func options(_ change: (inout ConversionOptions) -> Void) -> ConversionOptions {
        var options = ConversionOptions()
        change(&options)
        return options
    }

    @Test func theRuleChoosesTheTrackAndTheSizeFollows() throws {
        var planner = try Planner(
            options: options {
                $0.track = "jpn"; $0.encoding = .cbr(192)
            })
        let plan = planner.plan("/v/a.mkv", info([stereo, japanese])) { _ in false }
        #expect(plan.track == 1)
        #expect(plan.reason == "language jpn")
        #expect(plan.output == "/v/a.mp3")
        #expect(plan.duration == 60_000)
        #expect(plan.estimatedSize == 1_440_000)
        #expect(plan.problem == nil)
    }

    @Test func trimmingShortensThePlan() throws {
        var planner = try Planner(
            options: options {
                $0.trimStart = 10_000; $0.trimEnd = 90_000
            })
        #expect(planner.plan("/v/a.mkv", info([stereo])) { _ in false }.duration == 50_000)
    }

    @Test func takenNamesGetANumber() throws {
        var planner = try Planner(options: ConversionOptions(), destination: "/out")
        let taken: Set<RawName> = ["/out/a.mp3", "/out/a (2).mp3"]
        let first = planner.plan("/v/a.mkv", info([stereo])) { taken.contains($0) }
        #expect(first.output == "/out/a (3).mp3")
        #expect(first.isRenamed)
        let second = planner.plan("/w/a.avi", info([stereo])) { taken.contains($0) }
        #expect(second.output == "/out/a (4).mp3")
        let other = planner.plan("/w/b.avi", info([stereo])) { taken.contains($0) }
        #expect(other.output == "/out/b.mp3")
        #expect(!other.isRenamed)
    }

    @Test func tagsOfTheOptionsNameTheResult() throws {
        var planner = try Planner(
            options: options {
                $0.nameTemplate = "{artist}/{title|stem}"; $0.tags = ["artist": "Bach"]
            })
        let plan = planner.plan("/v/a.mkv", info([stereo], tags: ["title": "Air", "artist": "?"])) { _ in false }
        #expect(plan.output == "/v/Bach/Air.mp3")
    }

    @Test func whatCannotBeConvertedSaysWhy() throws {
        var planner = try Planner(options: options { $0.track = "fra, else fail" })
        #expect(planner.plan("/a", info([])) { _ in false }.problem?.code == .noAudio)
        #expect(planner.plan("/a", info([stereo])) { _ in false }.problem?.code == .noAudio)
        var plain = try Planner(options: ConversionOptions())
        var undecodable = stereo
        undecodable.isDecodable = false
        #expect(plain.plan("/a", info([undecodable])) { _ in false }.problem?.code == .unsupportedCodec)
        var protected = stereo
        protected.isProtected = true
        #expect(plain.plan("/a", info([protected])) { _ in false }.problem?.code == .protected)
        let failure = MediaFailure(.notMedia, "it is text")
        #expect(plain.plan("/a", .failure(failure)) { _ in false }.problem == failure)
        #expect(plain.plan("/a", .failure(failure)) { _ in false }.output == nil)
    }

    @Test func theSameConversionIsRecognised() throws {
        var done = Job.sample("j", state: .done, path: "/v/a.mkv")
        done.result = JobResult(
            name: "a.mp3", path: "/v/a.mp3", size: 1, sha256: "", duration: 1, sampleRate: 48_000, channels: 2,
            bitRate: 190,
            encoding: .vbr(2), track: "")
        var same = try Planner(options: ConversionOptions(), finished: [done])
        #expect(same.plan("/v/a.mkv", info([stereo])) { $0 == "/v/a.mp3" }.isConverted)
        #expect(!same.plan("/v/a.mkv", info([stereo])) { _ in false }.isConverted)
        #expect(!same.plan("/v/b.mkv", info([stereo])) { _ in true }.isConverted)
        var other = try Planner(options: options { $0.encoding = .vbr(0) }, finished: [done])
        #expect(!other.plan("/v/a.mkv", info([stereo])) { $0 == "/v/a.mp3" }.isConverted)
    }

    @Test func badRulesAndTemplatesAreRefusedAtOnce() {
        #expect(throws: ClientError.self) { try Planner(options: options { $0.nameTemplate = "{nonsense}" }) }
        #expect(throws: ClientError.self) { try Planner(options: options { $0.track = "channels:many" }) }
    }

    @Test func plansComeInTheOrderOfTheList() async throws {
        let files: [RawName] = (0..<20).map { RawName("/v/\($0).mkv") }
        let info = try info([stereo]).get()
        let batch = BatchPlan(of: files, width: 4) { path throws(MediaFailure) in
            // The even ones take longer.
            if Int(path.stem.text)?.isMultiple(of: 2) ?? false { for _ in 0..<100 { await Task.yield() } }
            return info
        }
        var told: [Int] = []
        try await batch.run(options: ConversionOptions(), destination: nil) { index, plan in
            told.append(index)
            #expect(plan.path == files[index])
        }
        #expect(told == Array(0..<20))
    }

    @Test func estimatesAreSane() {
        let minute: Int64 = 60_000
        #expect(
            SizeEstimate.bytes(milliseconds: minute, encoding: .abr(160), channels: 2, sampleRate: 44_100) == 1_200_000)
        let stereo = SizeEstimate.bytes(milliseconds: minute, encoding: .vbr(2), channels: 2, sampleRate: 44_100) ?? 0
        let mono = SizeEstimate.bytes(milliseconds: minute, encoding: .vbr(2), channels: 1, sampleRate: 44_100) ?? 0
        #expect((1_000_000...2_000_000).contains(stereo))
        #expect(mono < stereo)
        #expect(SizeEstimate.bytes(milliseconds: .max, encoding: .vbr(0), channels: 2, sampleRate: 44_100) == nil)
    }
}
