import ArgumentParser
import ClientCore
import Glibc
import MediaTypes

/// What `spool` without a verb does: the curses front-end, with the plan of the given files.
struct OpenVerb: DirectVerb {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open the full-screen front-end.", shouldDisplay: false)

    @Argument(help: ArgumentHelp("Files to plan.", valueName: "file"))
    var files: [RawName] = []
    @Flag(help: "Draw with ASCII alone, for fonts without lines and blocks.")
    var ascii = false
    @Flag(help: "Ask by numbered prompts, a line for each change; also with ACCESSIBLE=1 in the environment.")
    var plain = false
    @Flag(help: .private)
    var crash = false
    @OptionGroup var common: CommonOptions

    func run(_ context: VerbContext) throws -> ExitStatus {
        guard !common.json else { throw VerbFailure.usage("--json needs a verb: see spool --help") }
        for file in files {
            guard file.withCString({ access($0, F_OK) }) == 0 else {
                throw VerbFailure.usage("‘\(file.text)’ is neither a verb nor a file: see spool --help")
            }
        }
        if plain || !["", "0"].contains(context.environment["ACCESSIBLE"]?.text ?? "") {
            let words = files.map { ArgumentBytes.text($0.bytes) }
            return VerbRunner.run(try PlainVerb.parse(common.serverArguments + ["--"] + words))
        }
        return .other(
            InteractiveApp.run(
                files: files.map(context.absolute), connection: context.choice, paths: context.paths, ascii: ascii,
                crashes: crash))
    }
}
