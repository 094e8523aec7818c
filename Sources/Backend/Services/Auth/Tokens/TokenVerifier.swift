import BackendCore
import Logging
import ServiceLifecycle
import SpoolAPI
import Synchronization

/// Verifies access tokens in a gateway. Logins that have ended are refused at once, whoever ended them: each good token
/// is confirmed by an answer that the auth service gives after the token came. Requests that come together share an
/// answer; while the auth service is away the last answer counts.
public final class TokenVerifier: AccessVerifier, Service {
    private struct State {
        var keys: TokenKeys?
        /// Questions are numbered and put one after another.
        var asked = 0
        var answered = 0
        /// The number of the last question that somebody waits for.
        var wanted = 0
        var isAsking = false
        var isAway = false
    }

    private let source: any VerificationKeySource
    private let interval: Duration
    private let patience: Duration
    private let clock: any SystemClock
    private let logger: Logger
    private let state = Mutex(State())
    private let answers = ChangeSignal()

    /// - Parameters:
    ///   - interval: how often the auth service is asked although nobody needs it, to learn of new keys.
    ///   - patience: an auth service that takes longer to answer is away.
    public init(
        _ source: any VerificationKeySource, interval: Duration = .seconds(2), patience: Duration = .seconds(2),
        clock: any SystemClock = KernelClock(), logger: Logger
    ) {
        self.source = source
        self.interval = interval
        self.patience = patience
        self.clock = clock
        self.logger = logger
    }

    public func verify(_ accessToken: String) async throws -> AccessIdentity {
        if keys == nil { await askUnlessAway() }
        guard let keys else {
            throw BackendError(.unavailable, "The auth service cannot be reached: try again.", retryAfter: 2)
        }
        // What is forged asks nobody.
        guard let identity = await keys.identity(of: accessToken, now: clock.wall()), await isGood(identity) else {
            throw BackendError(.unauthorized, "The access token is not valid: log in again.")
        }
        return identity
    }

    public func isGood(_ identity: AccessIdentity) async -> Bool {
        await askUnlessAway()
        return keys?.admits(identity, now: clock.wall()) ?? false
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

    /// Returns when the answer to a question that is put from now on counts or is known not to come, or when the task
    /// is cancelled.
    public func refresh() async {
        let signals = answers.subscribe()
        let number = begin()
        if hasAnswered(number) { return }
        for await _ in signals where hasAnswered(number) { return }
    }

    private var keys: TokenKeys? { state.withLock { $0.keys } }

    private func hasAnswered(_ number: Int) -> Bool { state.withLock { $0.answered >= number } }

    private var isAway: Bool { state.withLock { $0.isAway } }

    private func askUnlessAway() async {
        let signals = answers.subscribe()
        if isAway { return }
        let number = begin()
        if hasAnswered(number) { return }
        for await _ in signals where hasAnswered(number) || isAway { return }
    }

    /// The number of the next question to be put.
    private func begin() -> Int {
        let (number, isFirst) = state.withLock { state in
            state.wanted = state.asked + 1
            defer { state.isAsking = true }
            return (state.wanted, !state.isAsking)
        }
        if isFirst { Task { await self.askAll() } }
        return number
    }

    private func askAll() async {
        while let number = takeQuestion() {
            let watch = Task {
                try await Task.sleep(for: patience)
                noteAway("no answer in \(patience)", unlessAnswered: number)
                answers.notify()
            }
            await ask(number)
            watch.cancel()
            answers.notify()
        }
    }

    private func takeQuestion() -> Int? {
        state.withLock { state in
            state.isAsking = state.wanted > state.asked
            guard state.isAsking else { return nil }
            state.asked += 1
            return state.asked
        }
    }

    private func ask(_ number: Int) async {
        do {
            let keys = try await TokenKeys(try await source.verificationKeys(), after: keys)
            let wasAway = state.withLock { state in
                state.keys = keys
                state.answered = number
                defer { state.isAway = false }
                return state.isAway
            }
            if wasAway { logger.notice("the auth service answers again") }
        } catch {
            noteAway("\(error)", unlessAnswered: number)
            state.withLock { $0.answered = number }
        }
    }

    private func noteAway(_ reason: String, unlessAnswered number: Int) {
        let isNew = state.withLock { state in
            guard state.answered < number else { return false }
            defer { state.isAway = true }
            return !state.isAway
        }
        if isNew { logger.warning("the auth service does not answer", metadata: ["reason": "\(reason)"]) }
    }
}
