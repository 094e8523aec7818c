import MediaProtocol
import MediaTypes
import Testing

@testable import spool_media

@Suite struct InvocationTests {
    private func parse(_ words: RawName..., hasRequest: Bool = true) throws(UsageError) -> Invocation {
        try Invocation(words, hasRequest: hasRequest)
    }

    @Test func withoutACommandItIsAWorker() throws {
        guard case .worker(nil) = try parse() else { return #expect(Bool(false)) }
        guard case .worker(17) = try parse("--parent", "17") else { return #expect(Bool(false)) }
        guard case .forkServer(17) = try parse("--parent", "17", "--fork-server") else { return #expect(Bool(false)) }
    }

    @Test func aTerminalIsToldHowToUseIt() {
        let error = #expect(throws: UsageError.self) { try parse(hasRequest: false) }
        #expect(error?.message.contains("by hand") == true)
    }

    @Test func optionsReachTheRequest() throws {
        guard
            case .byHand(let command) = try parse(
                "convert", "--encoding", "abr160", "in", "--rate", "22050", "--threads", "3", "--track", "jpn",
                "--partial", "--force",
                "--", "-out-")
        else { return #expect(Bool(false)) }
        #expect(command.options.encoding == .abr(160))
        #expect(command.options.sampleRate == 22050)
        #expect(command.options.track == "jpn")
        #expect(command.options.partial == .keep)
        #expect(command.threads == 3)
        #expect(command.overwrites)
    }

    @Test(arguments: [
        (["probe"], "takes 1 file name, not 0"), (["convert", "a"], "takes 2 file names"),
        (["self-test", "x"], "takes 0"),
        (["burn", "x"], "one of probe"), (["--fast"], "no option --fast"),
        (["probe", "a", "--encoding"], "needs a value"),
        (["probe", "a", "--encoding", "V11"], "needs V0"), (["convert", "a", "b", "--threads", "0"], "number from 1"),
        (["convert", "a", "b", "--rate", "7999"], "from 8000 to 48000"), (["--parent", "x"], "number from 1"),
    ])
    func faultsAreNamed(words: [String], part: String) {
        let error = #expect(throws: UsageError.self) { try Invocation(words.map { RawName($0) }, hasRequest: true) }
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    }

    @Test func helpAndVersionNeedNothingElse() throws {
        guard case .help = try parse("--help", hasRequest: false) else { return #expect(Bool(false)) }
        guard case .version = try parse("--version", hasRequest: false) else { return #expect(Bool(false)) }
    }
}
