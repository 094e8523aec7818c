/// Decides when a daemon that nobody needs has waited long enough. No clock: it is told the time.
struct IdleTimer: Sendable {
    /// How long nothing must happen.
    var patience: Duration
    private var idleSince: ContinuousClock.Instant?

    init(patience: Duration) { self.patience = patience }

    /// - Returns: true when it is time to stop.
    mutating func look(isIdle: Bool, at now: ContinuousClock.Instant) -> Bool {
        guard isIdle else {
            idleSince = nil
            return false
        }
        let since = idleSince ?? now
        idleSince = since
        return now - since >= patience
    }
}
