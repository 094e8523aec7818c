import BackendCore
import BackendServices
import Glibc
import Logging
import MediaTypes

extension Served {
    func converter(
        _ adapters: Adapters, _ feed: ChangeFeed, _ status: ConverterStatus, _ watch: DependencyWatch
    ) throws -> [ServiceConfiguration] {
        let logger = Logger(label: "converter")
        let workspace = try Workspace(in: settings.home.data.appending("work"))
        let converter = Converter(
            ledger: adapters.ledger, feed: feed, wakeUps: adapters.work,
            blobs: ConverterBlobs(store: adapters.blobs, workspace: workspace),
            ended: EndedJobs(queue: adapters.ended, logger: logger), transcoder: try WorkerTranscoder.found(),
            status: status,
            configuration: converterConfiguration, logger: logger)
        return [.init(service: converter)]
            + self.status(watch) { [queue = adapters.work] in
                let depth = try await queue.depth()
                return [
                    Figure("spool_conversions_running", "Conversions that run now.", status.running),
                    Figure("spool_conversions_limit", "Conversions that may run at once.", status.workers),
                    Figure(
                        "spool_queue_messages", "Messages of the wake-up queue.",
                        [
                            ("{kind=\"ready\"}", depth.ready), ("{kind=\"in_flight\"}", depth.inFlight),
                            ("{kind=\"dead\"}", depth.dead),
                        ]),
                ]
            }
    }

    private var converterConfiguration: ConverterConfiguration {
        var configuration = ConverterConfiguration(
            workers: settings.workers, cores: settings.cores, name: "\(Self.hostName)-\(getpid())",
            home: settings.home.data)
        // Other machines' outages last longer than this machine's: a lease outlives a store that is away for a while.
        if settings.queues != nil { configuration.lease = .seconds(60) }
        configuration.visibility = .seconds(60)
        configuration.freeSpaceFloor = settings.freeSpaceFloor ?? configuration.freeSpaceFloor
        return configuration
    }

    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "host" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
