import BackendCore
import BackendServices
import Logging

extension Served {
    func notifier(
        _ adapters: Adapters, _ feed: ChangeFeed, _ watch: DependencyWatch
    ) throws -> [ServiceConfiguration] {
        let links = DownloadLinks(base: settings.publicURL, key: try KeyFile.linkKey(settings.linkKeyFile))
        let notifier = Notifier(
            catalog: adapters.ledger, feed: feed, queue: adapters.ended, mailer: adapters.mailer,
            addressees: .accounts(adapters.accounts), links: links, logger: Logger(label: "notifier"))
        return [.init(service: notifier)]
            + status(watch) { [queue = adapters.ended] in
                let depth = try await queue.depth()
                return [
                    Figure(
                        "spool_notify_messages", "Messages about jobs that have ended.",
                        [
                            ("{kind=\"ready\"}", depth.ready), ("{kind=\"in_flight\"}", depth.inFlight),
                            ("{kind=\"dead\"}", depth.dead),
                        ])
                ]
            }
    }
}
