import BackendCore
import Logging
import ServiceLifecycle
import SpoolAPI
import Synchronization

/// Verifies access tokens in a gateway: asks the auth service for its keys every few seconds, and goes on with the
/// last answer while it is away.
public final class TokenVerifier: AccessVerifier, Service {
    private struct State {
        var keys: TokenKeys?
        /// Questions are numbered: an answer that comes after a later question's is old.
        var asked = 0
        var answered = 0
        var isAway = false
    }

    private let authority: any SessionAuthority
    private let interval: Duration
    private let clock: any SystemClock
    private let logger: Logger
    private let state = Mutex(State())

    public init(
        _ authority: any SessionAuthority, interval: Duration = .seconds(2), clock: any SystemClock = KernelClock(),
        logger: Logger
    ) {
        self.authority = authority
        self.interval = interval
        self.clock = clock
        self.logger = logger
    }

    public func verify(_ accessToken: String) async throws -> AccessIdentity {
        guard let keys = state.withLock({ $0.keys }) else {
            throw BackendError(.unavailable, "The auth service cannot be reached: try again.", retryAfter: 2)
        }
        guard let identity = await keys.identity(of: accessToken, now: clock.wall()) else {
            throw BackendError(.unauthorized, "The access token is not valid: log in again.")
        }
        return identity
    }

    /// Asks now, and every `interval`, until the service group shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                await refresh()
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// Returns when the answer counts, or is known not to come.
    public func refresh() async {
        let number = state.withLock { state in
            state.asked += 1
            return state.asked
        }
        do {
            let keys = try await TokenKeys(try await authority.verificationKeys())
            let wasAway = state.withLock { state in
                if number > state.answered { (state.keys, state.answered) = (keys, number) }
                defer { state.isAway = false }
                return state.isAway
            }
            if wasAway { logger.notice("the auth service answers again") }
        } catch {
            if Task.isCancelled { return }
            let isNew = state.withLock { state in
                defer { state.isAway = true }
                return !state.isAway
            }
            if isNew { logger.warning("the auth service does not answer", metadata: ["reason": "\(error)"]) }
        }
    }
}
