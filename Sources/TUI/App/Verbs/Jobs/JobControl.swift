import ClientCore
import SpoolAPI
import TUIScreen

/// Does one thing to many jobs, some at once, and says how each went.
struct JobControl {
    let context: VerbContext
    let client: SpoolClient
    /// `cancelled`, `paused`, …: for people.
    let done: String

    /// Requests at once; 1 keeps the order.
    var width = 8

    func run(_ chosen: ChosenJobs, _ body: @escaping @Sendable (JobID) async throws(ClientError) -> Job?) async throws
        -> ExitStatus
    {
        var failures: [ClientError] = []
        var changes = 0
        try await withThrowingTaskGroup(of: (Job, Result<Job?, ClientError>).self) { group in
            var left = chosen.jobs[...]
            func add() {
                guard let job = left.popFirst() else { return }
                group.addTask {
                    // Not in one expression: Swift 6.3.1 with -O loses the tuple's first half over an `await` in its second.
                    do throws(ClientError) {
                        let changed = try await body(job.id)
                        return (job, .success(changed))
                    } catch {
                        return (job, .failure(error))
                    }
                }
            }
            for _ in 0..<width { add() }
            for try await (job, result) in group {
                add()
                switch result {
                case .success(let changed):
                    changes += 1
                    report(job, changed)
                case .failure(let error):
                    context.output.note("\(JobText.name(job.name).text): \(error.message)")
                    guard !hasMovedOn(job, error, chosen) else { continue }
                    failures.append(error)
                    context.output.record(
                        ErrorRecord(code: error.problem?.code.rawValue ?? error.code.rawValue, message: error.message))
                }
            }
        }
        return failures.first.map { ExitStatus($0) } ?? (changes > 0 ? .success : .nothingToDo)
    }

    /// The job was of the kind asked for when the list was read, and is no more: nothing was missed.
    private func hasMovedOn(_ job: Job, _ error: ClientError, _ chosen: ChosenJobs) -> Bool {
        guard !chosen.named.contains(job.id), let code = error.problem?.code else { return false }
        return code == .conflict || code == .notFound
    }

    private func report(_ job: Job, _ changed: Job?) {
        if let changed {
            context.output.record(JobRecord(changed))
        } else {
            context.output.record(RemovedRecord(id: job.id))
        }
        context.output.line(SafeText("\(job.id.rawValue.prefix(8))  ") + JobText.name(job.name) + SafeText(": \(done)"))
    }
}
