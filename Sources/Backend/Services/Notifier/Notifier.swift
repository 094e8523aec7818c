import BackendCore
import Logging
import ServiceLifecycle
import SpoolAPI

/// Sends one mail for each batch that has ended: the batch names the event, so the mailer sends it once however
/// often the end is seen.
public struct Notifier: Service {
    private let catalog: any JobCatalog
    private let feed: ChangeFeed
    private let mailer: any Mailer
    /// `local@domain`.
    private let recipient: String
    private let clock: any SystemClock
    private let logger: Logger

    public init(
        catalog: any JobCatalog, feed: ChangeFeed, mailer: any Mailer, recipient: String,
        clock: any SystemClock = KernelClock(), logger: Logger
    ) {
        self.catalog = catalog
        self.feed = feed
        self.mailer = mailer
        self.recipient = recipient
        self.clock = clock
        self.logger = logger
    }

    public func run() async throws {
        await follow()
        // The feed may end before this service is told to.
        try? await gracefulShutdown()
    }

    private func follow() async {
        let signals = feed.signals()
        guard var cursor = try? await feed.revision() else { return }
        for await _ in signals.cancelOnGracefulShutdown() {
            var ended: Set<BatchID> = []
            var hasMore = true
            while hasMore, let page = try? await feed.page(after: cursor) {
                cursor = page.revision
                hasMore = page.hasMore
                ended.formUnion(page.changes.compactMap(Self.possiblyEnded))
            }
            for batch in ended { await notify(batch) }
        }
    }

    private static func possiblyEnded(_ change: JobChange) -> BatchID? {
        guard case .job(let record) = change, record.job.state.isFinal else { return nil }
        return record.job.batch
    }

    private func notify(_ batch: BatchID) async {
        do {
            let counts = try await catalog.counts(owner: nil, batch: batch)
            guard counts.allSatisfy({ $0.key.isFinal || $0.value == 0 }) else { return }
            let digest = BatchDigest(jobs: try await jobs(of: batch))
            guard !digest.jobs.isEmpty else { return }
            let mail = Mail(to: recipient, subject: digest.subject, body: digest.body, date: clock.wall())
            try await mailer.send(mail, key: "batch-ended:\(batch)")
        } catch is CancellationError {
            return
        } catch {
            logger.warning("the mail about batch \(batch) could not be sent: \(error)")
        }
    }

    private func jobs(of batch: BatchID) async throws -> [Job] {
        var jobs: [Job] = []
        var query = JobQuery(batch: batch, limit: 1000)
        repeat {
            let page = try await catalog.list(query)
            jobs += page.records.map(\.job)
            query.after = page.next
        } while query.after != nil
        return jobs
    }
}
