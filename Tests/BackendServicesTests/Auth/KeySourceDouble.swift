import BackendCore
import Synchronization

/// What another process's verifier asks: tests take it away, hold it up, and count what it is asked.
final class KeySourceDouble: VerificationKeySource {
    enum Mood: Sendable { case answers, isAway, hangs }

    private struct State {
        var mood = Mood.answers
        var questions = 0
    }

    private let source: any VerificationKeySource
    private let state = Mutex(State())

    init(_ source: any VerificationKeySource) { self.source = source }

    var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }
    var questions: Int { state.withLock { $0.questions } }

    func verificationKeys() async throws -> VerificationKeys {
        state.withLock { $0.questions += 1 }
        while mood == .hangs { try await Task.sleep(for: .milliseconds(1)) }
        if mood == .isAway { throw BackendError(.unavailable, "It is away.") }
        return try await source.verificationKeys()
    }
}
