import ArgumentParser
import ClientCore
import MediaTypes
import SpoolAPI
import TUIFeatures
import TUIScreen

struct ShowVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "One job with its whole story.")

    @Argument(help: ArgumentHelp("Job id; a unique prefix is enough.", valueName: "job"))
    var job: String
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let id = try JobPrefix.resolve(job, among: try await client.jobs().map(\.id))
        let job = try await client.job(id)
        let log = try? await client.log(id)
        context.output.record(JobRecord(job))
        if let log { context.output.record(LogRecord(id: id, text: log)) }
        for (label, value) in rows(job) {
            context.output.line(SafeText(label + String(repeating: " ", count: 12 - label.count)) + value)
        }
        if let log, !log.isEmpty, !context.output.isJSON {
            Console.write("\n" + SafeLines.text(log) + (log.hasSuffix("\n") ? "" : "\n"), to: .output)
        }
        return .success
    }

    private func rows(_ job: Job) -> [(String, SafeText)] {
        func row(_ label: String, _ text: String?) -> (String, SafeText)? { text.map { (label, SafeText($0)) } }
        let rows: [(String, SafeText)?] = [
            row("job", job.id.rawValue),
            row("batch", job.batch.rawValue),
            ("source", JobText.name(job.path ?? job.name)),
            row("size", Human.bytes(job.size)),
            ("state", JobText.state(job)),
            row("attempt", job.attempt > 0 ? "\(job.attempt) of \(job.maxAttempts)" : nil),
            row("priority", job.priority == 0 ? nil : "\(job.priority)"),
            row("progress", job.state == .converting ? JobText.progressFigures(job) : nil),
            row("encoding", job.options.encoding.description),
            row("track", job.result?.track ?? job.options.track.map { "rule: \($0)" }),
            job.destination.map { ("to", JobText.name($0)) },
            row(
                "result",
                job.result.map { "\($0.bitRate) kbit/s, \($0.sampleRate) Hz, \($0.channels == 1 ? "mono" : "stereo")" }),
            row("sha256", job.result?.sha256),
            row("queued", Human.date(job.createdAt) + " UTC"),
            row("not before", job.notBefore.map { Human.date($0) + " UTC" }),
            row("started", job.startedAt.map { Human.date($0) + " UTC" }),
            row("finished", job.finishedAt.map { Human.date($0) + " UTC" }),
        ]
        return rows.compactMap { $0 } + job.warnings.map { ("warning", SafeText($0.message)) }
    }
}
