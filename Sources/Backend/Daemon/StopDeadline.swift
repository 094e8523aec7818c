import Dispatch
import Glibc
import Logging
import ServiceLifecycle

/// Ends the process when its services take too long to stop: a client that does not read must not hold it.
struct StopDeadline: Service {
    let limit: Duration
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        let seconds = Double(limit.components.seconds)
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [logger] in
            logger.error("not everything stopped within \(Int(seconds)) s")
            _exit(ExitStatus.forcedStop.rawValue)
        }
    }
}
