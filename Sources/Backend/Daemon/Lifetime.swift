import BackendCore
import BackendServices
import Logging
import ServiceLifecycle

/// Ends when the daemon should: a client asked for it, or nobody has needed it for long enough.
struct Lifetime: Service {
    let stopRequests: AsyncStream<Void>
    let connections: ConnectionCount
    let converters: ConverterStatus
    let ledger: any JobLedger
    /// nil is for ever.
    let idleExit: Duration?
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in stopRequests {
                        logger.notice("stopping: a client asked for it")
                        return
                    }
                }
                group.addTask { await waitUntilIdle() }
                await group.next()
                group.cancelAll()
            }
        }
    }

    private func waitUntilIdle() async {
        guard let idleExit else {
            try? await Task.sleep(for: .seconds(1 << 30))
            return
        }
        var timer = IdleTimer(patience: idleExit)
        let interval = min(max(idleExit / 20, .milliseconds(50)), .seconds(10))
        while (try? await Task.sleep(for: interval)) != nil {
            if timer.look(isIdle: await isIdle(), at: .now) {
                logger.notice("stopping: nothing to do for \(idleExit)")
                return
            }
        }
    }

    /// Jobs that wait for their time keep the daemon alive; paused ones do not.
    private func isIdle() async -> Bool {
        guard connections.value == 0, converters.running == 0 else { return false }
        do {
            return try await ledger.nextDeadline() == nil
        } catch {
            return false
        }
    }
}
