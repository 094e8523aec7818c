import BackendCore
import Logging
import SpoolAPI

/// Tells the notifier, over its queue, which jobs have ended: several in one call.
public struct EndedJobs: Sendable {
    private let gathering: Gathering<EndedJob>

    public init(queue: any JobQueue, logger: Logger) {
        gathering = Gathering(size: QueueLimits.maxBatch) { jobs in
            do {
                try await queue.send(jobs.map(\.body))
            } catch {
                // A message that cannot be sent is not missed: the notifier finds the job in the ledger.
                logger.warning("the notify queue does not answer: \(error)", metadata: ["jobs": "\(jobs.count)"])
            }
        }
    }

    func tell(_ record: JobRecord, request: String?) async {
        await gathering.add(EndedJob(job: record.id, batch: record.job.batch, request: request))
    }

    /// Nothing is left to tell.
    func flush() async { await gathering.flush() }
}
