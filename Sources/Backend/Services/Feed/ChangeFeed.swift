import BackendCore
import Logging
import ServiceLifecycle
import SpoolAPI

/// Follows the ledger once for the whole process and wakes whoever wants to know.
///
/// Readers pull: each keeps the revision that it has reached and asks for the page after it when it is woken, so
/// a slow reader costs nothing and gets the latest state of each job when it comes back.
public actor ChangeFeed: Service {
    private let journal: any JobJournal
    private let logger: Logger
    private let heartbeat: Duration
    private let poll: Duration?
    private let wake = ChangeSignal()
    private var recent: RecentChanges?
    /// The log says so once, not at every attempt.
    private var isAway = false

    /// - Parameters:
    ///   - heartbeat: readers are woken at least this often.
    ///   - poll: how often to look for changes that the journal does not signal, those of other processes.
    public init(
        journal: any JobJournal, heartbeat: Duration = .seconds(15), poll: Duration? = nil, logger: Logger
    ) {
        self.journal = journal
        self.heartbeat = heartbeat
        self.poll = poll
        self.logger = logger
    }

    /// An element when there may be news, and with every heartbeat; ends when the process shuts down. Subscribe
    /// before reading.
    public nonisolated func signals() -> AsyncStream<Void> { wake.subscribe() }

    /// Wakes every reader, for news that are not in the ledger.
    public nonisolated func notify() { wake.notify() }

    public func page(after revision: Int64, limit: Int = 256) async throws -> JobChangePage {
        if let page = recent?.page(after: revision, limit: limit) { return page }
        return try await journal.changes(after: revision, limit: limit)
    }

    public func revision() async throws -> Int64 {
        if let recent { return recent.end }
        return try await journal.revision()
    }

    public func run() async throws {
        let signals = journal.signals()
        guard let start = await firstRevision() else { return }
        recent = RecentChanges(at: start)
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.follow(signals) }
                group.addTask { await self.beat() }
                group.addTask { await self.look() }
                for await _ in self.wake.subscribe() {}
                group.cancelAll()
            }
        } onCancelOrGracefulShutdown: {
            self.wake.finish()
        }
    }

    /// Like `revision()`, but waits for a ledger that does not answer; nil when the process stops before it does.
    public func firstRevision() async -> Int64? {
        if let recent { return recent.end }
        return await cancelWhenGracefulShutdown { [journal, logger] in
            var delay = Backoff()
            var reason: String?
            while !Task.isCancelled {
                do {
                    return try await journal.revision()
                } catch {
                    if reason != "\(error)" { logger.notice("waiting for the ledger: \(error)") }
                    reason = "\(error)"
                    try? await Task.sleep(for: delay.next())
                }
            }
            return nil
        }
    }

    private func follow(_ signals: AsyncStream<Void>) async {
        // What changed before the first signal.
        await readAll()
        for await _ in signals {
            await readAll()
            // Progress of many jobs comes in bursts; one page for several changes is enough for every reader.
            try? await Task.sleep(for: .milliseconds(30))
        }
    }

    private func beat() async {
        while (try? await Task.sleep(for: heartbeat)) != nil { wake.notify() }
    }

    private func look() async {
        guard let poll else { return }
        while (try? await Task.sleep(for: poll)) != nil { await readAll() }
    }

    private func readAll() async {
        do {
            var hasMore = true
            while hasMore, let end = recent?.end {
                let page = try await journal.changes(after: end, limit: 256)
                recent?.append(page)
                hasMore = page.hasMore
                if !page.changes.isEmpty || page.reset { wake.notify() }
            }
            if isAway { logger.notice("the ledger's changes can be read again") }
            isAway = false
        } catch {
            if !isAway { logger.warning("the ledger's changes cannot be read: \(error)") }
            isAway = true
        }
    }
}
