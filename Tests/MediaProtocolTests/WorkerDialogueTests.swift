import Glibc
import MediaTypes
import Testing

@testable import MediaProtocol

@Suite struct WorkerDialogueTests {
    private static let convert = WorkerRequest.convert(ConvertRequest(name: "a", options: .init()))
    private static let probe = WorkerRequest.probe(ProbeRequest(name: "a"))
    private static let info = MediaInfo(container: "mov", size: 1)
    private static let result = ConvertResult(
        samples: 1, sampleRate: 44100, channels: 1, frames: 1, bytes: 1, bitRate: 32, encoding: .standard)

    private func dialogue(_ request: WorkerRequest, _ events: WorkerEvent...) throws -> WorkerDialogue {
        var dialogue = WorkerDialogue(request)
        for event in events { _ = dialogue.receive(try NDJSON.line(event)[...]) }
        return dialogue
    }

    private func code(_ outcome: WorkerExit.Outcome) -> FailureCode? {
        if case .failed(let failure) = outcome { failure.code } else { nil }
    }

    @Test func passesOnWhatDoesNotEndTheRun() throws {
        var dialogue = WorkerDialogue(Self.convert)
        let progress = WorkerEvent.progress(ConvertProgress(done: 1, total: 2))
        #expect(
            dialogue.receive(try (NDJSON.line(progress) + NDJSON.line(.done(Self.result) as WorkerEvent))[...]) == [
                progress
            ])
        #expect(dialogue.outcome(.status(0), cancelled: false) == .done(Self.result))
    }

    @Test func aResultCountsOnlyWithSuccess() throws {
        let dialogue = try dialogue(Self.convert, .done(Self.result))
        #expect(code(dialogue.outcome(.status(1), cancelled: false)) == .crashed)
        #expect(code(dialogue.outcome(.signal(SIGSEGV), cancelled: false)) == .crashed)
        #expect(dialogue.outcome(.status(0), cancelled: true) == .cancelled)
    }

    @Test func aFailureIsTheWorkersOwn() throws {
        let failure = MediaFailure(.notMedia, "it is text")
        #expect(try dialogue(Self.probe, .failed(failure)).outcome(.status(1), cancelled: false) == .failed(failure))
    }

    @Test func signalsAreNamed() throws {
        let dialogue = try dialogue(Self.probe)
        #expect(
            dialogue.outcome(.signal(11), cancelled: false)
                == .failed(MediaFailure(.crashed, "converter crashed (signal 11)")))
        #expect(code(dialogue.outcome(.signal(SIGXCPU), cancelled: false)) == .limitExceeded)
        #expect(code(dialogue.outcome(.status(0), cancelled: false)) == .crashed)
    }

    @Test func answersToAnotherQuestionAreRefused() throws {
        #expect(
            code(try dialogue(Self.probe, .done(Self.result)).outcome(.status(0), cancelled: false)) == .internalError)
        #expect(
            code(try dialogue(Self.convert, .info(Self.info)).outcome(.status(0), cancelled: false)) == .internalError)
        #expect(
            code(try dialogue(Self.probe, .progress(.init(done: 0, total: 0))).outcome(.status(0), cancelled: false))
                == .internalError)
        #expect(code(try dialogue(.selfTest, .info(Self.info)).outcome(.status(0), cancelled: false)) == .internalError)
    }

    @Test func nothingMayFollowTheEnd() throws {
        let dialogue = try dialogue(Self.probe, .info(Self.info), .info(Self.info))
        #expect(code(dialogue.outcome(.status(0), cancelled: false)) == .internalError)
    }

    @Test(arguments: ["junk", "", "{}", "{\"event\":\"info\"}", "{\"event\":\"nothing\"}", "\u{0}"])
    func linesThatAreNoEventsAreFaults(line: String) throws {
        var dialogue = WorkerDialogue(Self.probe)
        #expect(dialogue.receive(Array((line + "\n").utf8)[...]).isEmpty)
        #expect(dialogue.fault != nil)
        _ = dialogue.receive(try NDJSON.line(.info(Self.info) as WorkerEvent)[...])
        #expect(code(dialogue.outcome(.status(0), cancelled: false)) == .internalError)
    }
}
