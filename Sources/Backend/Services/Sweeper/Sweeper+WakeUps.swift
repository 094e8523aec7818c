import BackendCore
import SpoolAPI

extension Sweeper {
    /// Sends as many messages as there are jobs that wait and messages that are missing, ten at most: converters look
    /// for more work by themselves.
    func resendWakeUps() async throws {
        guard try await !catalog.isQueuePaused() else { return }
        let latest = clock.wall() - configuration.wakeUpAge.wholeMilliseconds
        let oldest = try await catalog.list(JobQuery(states: [.queued], limit: 1000)).records
        let waiting = oldest.filter {
            !$0.job.paused && max($0.job.createdAt, $0.job.notBefore ?? 0) <= latest
        }.map(\.job.batch)
        guard !waiting.isEmpty else { return }
        let depth = try await wakeUps.depth()
        let missing = min(waiting.count - depth.ready - depth.inFlight, 10)
        guard missing > 0 else { return }
        try await wakeUps.send(waiting.prefix(missing).map { WakeUp(batch: $0).body })
        logger.info("\(missing) wake-ups were sent again")
    }
}
