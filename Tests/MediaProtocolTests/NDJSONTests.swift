import MediaProtocol
import MediaTypes
import Testing

@Suite struct NDJSONTests {
    private static let track = AudioTrack(
        stream: 1, codec: "aac", sampleRate: 48000, channels: 6, layout: "5.1(side)", bitRate: 384_000,
        duration: 60_000,
        language: "jpn", title: "コメント\n\u{1B}[31m\u{2028}", isDefault: true, isCommentary: true)

    static let events: [WorkerEvent] = [
        .info(
            MediaInfo(
                container: "matroska", size: 1 << 40, duration: nil, tracks: [track], chosen: 0,
                tags: ["title": "\"q\" \\ / \u{0}"],
                chapters: [.init(start: 0, end: .max, title: "")], hasCover: true, hasVideo: true)),
        .started(ConvertStart(track: track, reason: "language jpn", expectedSamples: nil)),
        .started(ConvertStart(track: track, reason: "the only track", expectedSamples: 2_880_000)),
        .progress(ConvertProgress(done: 0, total: nil)),
        .progress(ConvertProgress(done: 1000, total: 60_000)),
        .warning(MediaWarning(.gapsFilled, "2 gaps, 1.5 s in all")),
        .done(
            ConvertResult(
                samples: 2_880_000, sampleRate: 48000, channels: 2, frames: 2501, bytes: 1_000_000, bitRate: 190,
                encoding: .vbr(2),
                passThrough: true, tags: ["artist": "é"])),
        .failed(MediaFailure(.truncated, "input ends at 12:03 of 45:10")),
        .sandbox(SandboxReport(landlock: true, seccomp: false, limits: true, notes: ["no seccomp"])),
    ]

    @Test(arguments: events)
    func eventsSurviveTheLine(event: WorkerEvent) throws {
        let line = try NDJSON.line(event)
        #expect(line.last == UInt8(ascii: "\n"))
        #expect(!line.dropLast().contains { $0 < 0x20 })
        #expect(try NDJSON.value(WorkerEvent.self, line) == event)
    }

    @Test func everyFailureCodeSurvives() throws {
        for code in FailureCode.allCases {
            let event = WorkerEvent.failed(MediaFailure(code, code.rawValue))
            #expect(try NDJSON.value(WorkerEvent.self, NDJSON.line(event)) == event)
        }
    }

    @Test func requestsSurviveTheLineWithNamesThatAreNotUTF8() throws {
        var options = ConversionOptions()
        options.encoding = .abr(160)
        options.tags = ["title": ""]
        let name = RawName(bytes: [0xFF, 0x00, 0x0A, 0x2F])
        let requests: [WorkerRequest] = [
            .probe(ProbeRequest(name: name, track: "jpn, else eng")), .probe(ProbeRequest(name: "a")),
            .convert(ConvertRequest(name: name, options: options, threads: 8)), .selfTest,
        ]
        for request in requests {
            #expect(try NDJSON.value(WorkerRequest.self, NDJSON.line(request)) == request)
        }
    }
}
