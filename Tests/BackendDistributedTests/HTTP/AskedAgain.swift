import BackendCore

/// What `body` gives, asked again while the server, which many tests ask at once, is away for a moment: `tries` times, the
/// last of which counts whatever it says.
func askedAgain<Value: Sendable>(tries: Int = .max, _ body: () async throws -> Value) async throws -> Value {
    for _ in 1..<tries {
        do { return try await body() } catch let error as BackendError where error.code == .unavailable {
            continue
        }
    }
    return try await body()
}
