import BackendCore

extension Attempt {
    /// Throws when the job is no longer this attempt's, because it was cancelled, removed or given to another.
    func checkClaim() async throws {
        try Task.checkCancellation()
        if await lease.isLost { throw BackendError(.leaseLost, "The job is no longer this worker's.") }
    }

    /// Repeats `body` while a store is away and the claim is held: an outage costs time, not an attempt.
    func whileHeld<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        var delay = Backoff(first: .milliseconds(200), longest: .seconds(3))
        while true {
            do {
                return try await body()
            } catch let error as BackendError where error.code == .unavailable {
                context.logger.warning("waiting for a store: \(error.message)", metadata: ["job": "\(job.id)"])
                try await checkClaim()
                if context.stopping.isSet { throw CancellationError() }
                try await Task.sleep(for: delay.next())
            }
        }
    }
}
