public struct ThrottleCounter: Hashable, Sendable {
    public var failures: Int
    /// Since the last failure, on the monotonic clock; after a reboot the time since then.
    public var elapsed: Duration

    public init(failures: Int, elapsed: Duration) {
        self.failures = failures
        self.elapsed = elapsed
    }
}
