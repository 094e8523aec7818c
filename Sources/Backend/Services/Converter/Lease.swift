import BackendCore
import Logging
import SpoolAPI
import Synchronization

/// Keeps one claim alive while its conversion runs, writes its progress, and passes on what people want of it.
actor Lease {
    private let ledger: any JobLedger
    private let token: ClaimToken
    private let configuration: ConverterConfiguration
    private let logger: Logger
    private let clock = ContinuousClock()
    private nonisolated let wake = ChangeSignal()
    private let pokes: AsyncStream<Void>
    private nonisolated let shownPaused = Atomic<Bool>(false)

    private var transcoding: (any Transcoding)?
    private var progress: JobProgress?
    private var meter: SpeedMeter
    private var lastRenewal: ContinuousClock.Instant
    private(set) var isStanding = false
    /// The claim is another's, or nobody's: nothing may be published.
    private(set) var isLost = false

    init(_ claim: JobClaim, ledger: any JobLedger, configuration: ConverterConfiguration, logger: Logger) {
        self.ledger = ledger
        token = claim.token
        self.configuration = configuration
        self.logger = logger
        lastRenewal = clock.now
        meter = SpeedMeter(start: lastRenewal)
        pokes = wake.subscribe()
    }

    /// Something about the job or the queue has changed: ask at once.
    nonisolated func poke() { wake.notify() }

    /// The ledger shows the job like this: asks when that is not how the attempt sees it.
    nonisolated func learn(paused: Bool, state: JobState) {
        let isExpected = state == .converting || state == .publishing
        if !isExpected || paused != shownPaused.exchange(paused, ordering: .relaxed) { poke() }
    }

    /// From now on `transcoding` stands still when the job or the queue is paused and ends when the claim is lost.
    func attach(_ transcoding: any Transcoding) async {
        self.transcoding = transcoding
        meter = SpeedMeter(start: clock.now)
        if isLost { await transcoding.cancel() }
        if isStanding { await transcoding.pause() }
    }

    func report(done: Int64, total: Int64?, at time: Timestamp) {
        meter.add(done: done, at: clock.now)
        progress = JobProgress(done: done, total: total, speed: meter.speed, updatedAt: time)
    }

    /// Runs until it is cancelled or the claim is lost.
    func keep() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.renewWhenPoked() }
            group.addTask { await self.renewWhenDue() }
        }
    }

    private func renewWhenPoked() async {
        for await _ in pokes where !isLost { await renew() }
    }

    private func renewWhenDue() async {
        while !isLost, (try? await Task.sleep(for: configuration.progressInterval)) != nil {
            if progress != nil || clock.now - lastRenewal >= configuration.renewal { await renew() }
        }
        wake.finish()
    }

    private func renew() async {
        let written = progress
        progress = nil
        do {
            switch try await ledger.renew(token, lease: configuration.lease, progress: written) {
            case .held(let jobPaused, let queuePaused):
                lastRenewal = clock.now
                await stand(jobPaused || queuePaused)
            case .lost: await lose()
            }
        } catch is CancellationError {
            return
        } catch {
            logger.warning("the lease of \(token.job) could not be renewed: \(error)")
            // Without a renewal in a lease's time another worker may have the job.
            if clock.now - lastRenewal >= configuration.lease { await lose() }
        }
    }

    private func stand(_ still: Bool) async {
        guard still != isStanding else { return }
        isStanding = still
        if !still { meter.restart(at: clock.now) }
        if still { await transcoding?.pause() } else { await transcoding?.resume() }
    }

    private func lose() async {
        isLost = true
        await transcoding?.cancel()
    }
}
