import ArgumentParser
import ClientCore
import SpoolAPI

struct ConvertVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Queue files, wait, and say how each ended.")

    @OptionGroup var files: FileArguments
    @OptionGroup var conversion: ConversionFlags
    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Higher first, -100 to 100.", valueName: "n"))
    var priority = 0

    var interruptedMessage: String {
        "interrupted; the jobs go on: see them with ‘spool ls’ or ‘spool watch’, end them with ‘spool cancel’"
    }

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let options = try conversion.options(context.settings)
        let items = try files.items(context)
        guard (-100...100).contains(priority) else {
            throw VerbFailure.usage("--priority is from -100 to 100, not \(priority)")
        }
        let client = try await context.client()
        let outcome = try await Submission(context: context, client: client).submit(
            items, options: options, destination: conversion.directory(context), priority: priority, notBefore: nil
        ) { _, _ in }
        var follower = JobFollower(outcome.jobs, context.output)
        if !outcome.jobs.isEmpty {
            defer { follower.end() }
            try await context.live(client, JobQuery(batch: outcome.batch)).follow { follower.receive($0) }
        }
        var summary = follower.summary
        summary.failed += outcome.rejected
        if !outcome.deliveries.isEmpty {
            let lost = try await deliver(outcome, client, context)
            summary.done -= lost
            summary.failed += lost
        }
        context.output.record(summary)
        return summary.failed + summary.cancelled > 0 || summary.done < outcome.jobs.count ? .failed : .success
    }

    /// Brings the results from a server on another machine; the number of those that did not come.
    private func deliver(_ outcome: Submission.Outcome, _ client: SpoolClient, _ context: VerbContext) async throws
        -> Int
    {
        let downloads = try await client.jobs(JobQuery(batch: outcome.batch)).compactMap { job in
            outcome.deliveries[job.id].flatMap { Download(job, into: $0) }
        }
        return try await ResultDelivery(client: client, output: context.output).fetch(downloads)
    }
}
