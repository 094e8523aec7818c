import ArgumentParser
import ClientCore
import SpoolAPI
import TUIFeatures
import TUIScreen

struct ListVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "ls", abstract: "List jobs, oldest first.")

    @Option(help: ArgumentHelp("Only jobs in this state.", valueName: "state"))
    var state: JobState?

    @Option(help: ArgumentHelp("Only jobs of this batch.", valueName: "batch"))
    var batch: String?

    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let jobs = try await context.client().jobs(JobQuery(state: state)).filter { job in
            batch.map { job.batch.rawValue.hasPrefix($0.lowercased()) } ?? true
        }
        for job in jobs { context.output.record(JobRecord(job)) }
        if jobs.isEmpty { context.output.note("no jobs: queue some with ‘spool add FILE…’") }
        let length = JobPrefix.length(for: jobs.map(\.id))
        for job in jobs { context.output.line(row(job, idLength: length)) }
        return .success
    }

    private func row(_ job: Job, idLength: Int) -> SafeText {
        let word = JobText.word(job)
        let state = word + String(repeating: " ", count: max(10 - word.count, 0))
        let figures = job.state == .converting ? JobText.progressFigures(job) : ""
        let size = JobText.pad(Human.bytes(job.result?.size ?? job.size), 7)
        let tail = job.state == .failed ? job.failure.map { "  \($0.message) (\($0.code.rawValue))" } ?? "" : ""
        return SafeText("\(job.id.rawValue.prefix(idLength))  \(state)  \(size)  ") + JobText.name(job.name)
            + SafeText(figures.isEmpty ? tail : "  \(figures)")
    }
}

extension JobState: ExpressibleByArgument {}
