import Logging
import ServiceLifecycle

/// Forgets logins that have expired, every hour.
public struct LoginPurge: Service {
    private let service: AuthService
    private let logger: Logger

    public init(_ service: AuthService, logger: Logger) {
        self.service = service
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await service.purge()
                } catch {
                    if !Task.isCancelled { logger.warning("expired logins are forgotten later: \(error)") }
                }
                try? await Task.sleep(for: .seconds(3600))
            }
        }
    }
}
