import BackendCore
import Logging
import ServiceLifecycle
import SpoolAPI
import Synchronization

/// Claims jobs and converts them, as many at once as it has workers, until it is told to stop. Then what runs is
/// given back, not lost.
public struct Converter: Service {
    private let context: ConverterContext
    private let feed: ChangeFeed
    private let inbox: WakeUpInbox
    private let status: ConverterStatus
    private let wake = ChangeSignal()

    /// - Parameters:
    ///   - blobs: nil where videos are never uploaded.
    ///   - ended: told of every job that has ended.
    public init(
        ledger: any JobLedger, feed: ChangeFeed, wakeUps: any JobQueue, blobs: ConverterBlobs? = nil,
        ended: EndedJobs? = nil, transcoder: any Transcoder, status: ConverterStatus,
        configuration: ConverterConfiguration, clock: any SystemClock = KernelClock(), logger: Logger
    ) {
        context = ConverterContext(
            ledger: ledger, blobs: blobs, ended: ended, transcoder: transcoder, clock: clock, names: ResultNames(),
            space: SpaceFloor(floor: configuration.freeSpaceFloor),
            running: RunningAttempts(status: status, changed: wake),
            shares: CoreShares(cores: configuration.cores), configuration: configuration, stopping: StopFlag(),
            logger: logger)
        self.feed = feed
        inbox = WakeUpInbox(queue: wakeUps, visibility: configuration.visibility, logger: logger)
        self.status = status
    }

    public func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            await cancelWhenStopping {
                await withDiscardingTaskGroup { group in
                    group.addTask { await follow() }
                    group.addTask { await inbox.run { wake.notify() } }
                    await dispatch(in: &group)
                    group.cancelAll()
                }
                await context.ended?.flush()
            }
        } onCancelOrGracefulShutdown: {
            context.stopping.set()
            wake.notify()
        }
    }

    /// The body's task is cancelled on a graceful shutdown, which by itself is only a wish.
    private func cancelWhenStopping(_ body: @escaping @Sendable () async -> Void) async {
        await cancelWhenGracefulShutdown { await body() }
    }

    private func dispatch(in group: inout DiscardingTaskGroup) async {
        var wakes = wake.subscribe().makeAsyncIterator()
        while !context.stopping.isSet, !Task.isCancelled {
            await waitForSpace()
            let patience = await claimAll(in: &group)
            let timer = Task { [wake] in
                try await Task.sleep(for: patience)
                wake.notify()
            }
            _ = await wakes.next()
            timer.cancel()
        }
    }

    /// Starts as many attempts as there is work and room for.
    ///
    /// - Returns: when to look again although nothing calls.
    private func claimAll(in group: inout DiscardingTaskGroup) async -> Duration {
        let configuration = context.configuration
        do {
            while context.running.hasRoom, !context.stopping.isSet, context.running.shortage == nil {
                guard
                    let claim = try await context.ledger.claimNext(
                        worker: configuration.name, lease: configuration.lease)
                else {
                    await inbox.nothingToDo()
                    // A deadline that has passed is somebody else's to serve: no reason to hurry.
                    let next = try await context.ledger.nextDeadline() ?? configuration.sweep
                    return min(configuration.sweep, next > .zero ? next : .seconds(1))
                }
                start(claim, request: await inbox.attach(to: claim.record.id), in: &group)
            }
        } catch is CancellationError {
            return .zero
        } catch {
            context.logger.warning("no work can be claimed: \(error)")
            return .seconds(1)
        }
        return configuration.sweep
    }

    private func start(_ claim: JobClaim, request: String?, in group: inout DiscardingTaskGroup) {
        let lease = Lease(claim, ledger: context.ledger, configuration: context.configuration, logger: context.logger)
        let attempt = Attempt(claim: claim, request: request, lease: lease, context: context)
        context.running.add(claim.record, lease)
        group.addTask {
            await attempt.run()
            context.running.remove(claim.record.id)
            await inbox.ended(claim.record.id)
        }
    }

    /// While there is no room nothing is claimed; it is looked at often enough that nobody waits for it.
    private func waitForSpace() async {
        guard var shortage = context.running.shortage else { return }
        while !context.stopping.isSet, !Task.isCancelled {
            guard let still = await context.space.shortage(at: [shortage.directory]) else { break }
            shortage = still
            status.blocked = shortage.sentence
            try? await Task.sleep(for: .seconds(1))
        }
        context.running.unblock()
        status.blocked = nil
    }

    /// Passes on what changed in the ledger: work for the dispatcher, wishes for the attempts.
    private func follow() async {
        let signals = feed.signals()
        guard var cursor = await feed.firstRevision() else { return }
        for await _ in signals {
            var hasMore = true
            while hasMore, let page = try? await feed.page(after: cursor) {
                cursor = page.revision
                hasMore = page.hasMore
                if page.reset || page.changes.contains(where: Self.brings(work:)) { wake.notify() }
                context.running.poke(page.changes)
            }
        }
    }

    private static func brings(work change: JobChange) -> Bool {
        switch change {
        case .job(let record): record.job.state == .queued && !record.job.paused
        case .removed: false
        case .queuePaused(let paused, _): !paused
        }
    }
}
