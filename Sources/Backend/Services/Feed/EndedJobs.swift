import BackendCore
import Logging
import SpoolAPI

/// Tells the notifier, over its queue, which jobs have ended.
public struct EndedJobs: Sendable {
    private let queue: any JobQueue
    private let logger: Logger

    public init(queue: any JobQueue, logger: Logger) {
        self.queue = queue
        self.logger = logger
    }

    /// A message that cannot be sent is not missed: the notifier finds the job in the ledger, later.
    func tell(_ record: JobRecord, request: String?) async {
        do {
            try await queue.send([EndedJob(job: record.id, batch: record.job.batch, request: request).body])
        } catch {
            logger.warning("the notify queue does not answer: \(error)", metadata: ["job": "\(record.id)"])
        }
    }
}
