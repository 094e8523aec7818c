import ArgumentParser
import ClientCore
import SpoolAPI

struct WatchVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follow jobs until they end; without jobs, all of them and for ever.")

    @Argument(help: ArgumentHelp("Job ids; a unique prefix is enough.", valueName: "job"))
    var jobs: [String] = []
    @OptionGroup var common: CommonOptions

    var interruptedMessage: String { "interrupted; the jobs go on: see them with ‘spool ls’" }

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let known = jobs.isEmpty ? [] : try await client.jobs().map(\.id)
        let ids = try jobs.map { try JobPrefix.resolve($0, among: known) }
        var follower = JobFollower(ids.isEmpty ? nil : ids, context.output)
        defer { follower.end() }
        try await context.live(client).follow { follower.receive($0) }
        let summary = follower.summary
        context.output.record(summary)
        return summary.failed + summary.cancelled > 0 ? .failed : .success
    }
}
