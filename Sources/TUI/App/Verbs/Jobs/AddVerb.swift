import ArgumentParser
import ClientCore
import SpoolAPI
import TUIScreen

struct AddVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Queue files and return; prints the job ids.")

    @OptionGroup var files: FileArguments
    @OptionGroup var conversion: ConversionFlags
    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Higher first, -100 to 100.", valueName: "n"))
    var priority = 0

    @Option(help: ArgumentHelp("Start later: +90m, +2h, 22:30 or 2030-01-31T22:30.", valueName: "time"))
    var after: String?

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let options = try conversion.options(context.settings)
        let items = try files.items(context)
        guard (-100...100).contains(priority) else {
            throw VerbFailure.usage("--priority is from -100 to 100, not \(priority)")
        }
        let notBefore = try after.map { text in
            guard let time = StartTime(now: .now).timestamp(text) else {
                throw VerbFailure.usage("--after is +90m, +2h, 22:30 or 2030-01-31T22:30, not ‘\(text)’")
            }
            return time
        }
        let submission = Submission(context: context, client: try await context.client())
        let outcome = try await submission.submit(
            items, options: options, destination: conversion.directory(context), priority: priority,
            notBefore: notBefore
        ) { id, path in
            context.output.line(SafeText("\(id)  ") + JobText.name(path.lastComponent))
        }
        return outcome.rejected > 0 ? .failed : .success
    }
}
