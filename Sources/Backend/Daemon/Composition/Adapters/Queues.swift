import BackendCore
import BackendDistributed
import BackendEmbedded
import BackendServices
import FoundationEssentials

/// What wakes converters and the notifier.
struct Queues {
    let work: any JobQueue
    let ended: any JobQueue
    /// nil for queues in the database file.
    var dependency: Dependency?
    var schema: Dependency?

    init(_ settings: ServedSettings, _ database: EmbeddedDatabase?) throws {
        if let queues = settings.queues {
            let work = SQSJobQueue(queues.videos, queues, settings)
            let ended = SQSJobQueue(queues.mp3s, queues, settings)
            (self.work, self.ended) = (work, ended)
            dependency = Dependency(
                "SQS",
                advice:
                    "Run ‘spoold migrate’ to make the queues; check SPOOL_SQS_ENDPOINT, AWS_REGION and the AWS keys."
            ) {
                _ = try await work.depth()
                _ = try await ended.depth()
            }
            schema = Dependency("SQS") {
                try await work.createQueues()
                try await ended.createQueues()
            }
        } else if let database {
            work = SQLiteJobQueue(database, name: "work")
            ended = SQLiteJobQueue(database, name: "ended")
        } else {
            throw Adapters.noFile
        }
    }
}

extension SQSJobQueue {
    fileprivate init(_ name: String, _ queues: ServedSettings.Queues, _ settings: ServedSettings) {
        self.init(
            name: name, endpoint: queues.endpoint, region: queues.region,
            environment: ProcessInfo.processInfo.environment, caFile: settings.caFile)
    }
}
