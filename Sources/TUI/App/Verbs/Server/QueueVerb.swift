import ArgumentParser
import ClientCore
import SpoolAPI
import TUIScreen

struct QueueVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Show, pause or resume the whole queue.")

    enum Action: String, ExpressibleByArgument, CaseIterable { case status, pause, resume }

    @Argument(help: ArgumentHelp("status (default), pause or resume.", valueName: "action"))
    var action = Action.status
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let status =
            switch action {
            case .status: try await client.queue()
            case .pause: try await client.pauseQueue()
            case .resume: try await client.resumeQueue()
            }
        context.output.record(QueueRecord(status))
        let state =
            status.paused ? "the queue is paused" : status.blocked.map { "the queue waits: \($0)" } ?? "the queue runs"
        context.output.line(SafeText("\(state); \(status.workers) at once"))
        return .success
    }
}
