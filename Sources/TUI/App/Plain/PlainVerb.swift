import ArgumentParser
import MediaTypes

/// The whole journey by numbered prompts: no cursor movement, no colours, a line for each change.
struct PlainVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plain", abstract: "Work by numbered prompts, a line for each change: for screen readers.")

    @Argument(help: ArgumentHelp("Files to plan.", valueName: "file"))
    var files: [RawName] = []
    @OptionGroup var common: CommonOptions

    var interruptedMessage: String { "interrupted; the jobs go on: see them with ‘spool ls’" }

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        guard !common.json else { throw VerbFailure.usage("plain asks people: --json has no meaning here") }
        let desk = PlainDesk(common, directory: context.workingDirectory)
        if !files.isEmpty { try await PlainFiles(desk).plan(files.map(context.absolute)) }
        try await PlainMenu(desk).run()
        return .success
    }
}
