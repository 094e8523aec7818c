/// Counts failed logins by key (an account, an address).
public protocol ThrottleStore: Sendable {
    /// One failure more; a pause longer than `window` (at most a day) since the last starts the count anew.
    func recordFailure(_ key: String, window: Duration) async throws -> ThrottleCounter
    func counter(_ key: String) async throws -> ThrottleCounter?
    func reset(_ key: String) async throws
}
