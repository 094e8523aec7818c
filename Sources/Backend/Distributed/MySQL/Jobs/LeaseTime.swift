import BackendCore
import SpoolAPI

/// The time by which leases end.
///
/// With the server's clock it is kept in the ledger: it goes on by what the server's clock went on since the last
/// look, at most by `maxStep`. So a jump of that clock, however far, takes at most `maxStep` from a lease, which is
/// less than what a worker that renews in time has left; and a jump back stands still. Somebody has to look that
/// often: see `longestWait`.
struct LeaseTime {
    static let maxStep: Int64 = 20_000

    let clock: MySQLClock
    let transaction: MySQLTransaction

    /// After `LedgerCounters.lock`; notes that it was looked.
    func advance() throws -> (wall: Timestamp, now: BootInstant) {
        let time = try read()
        if case .server = clock {
            try LedgerCounters(transaction: transaction).set([
                .seenAt: time.wall, .elapsed: time.now.milliseconds,
            ])
        }
        return time
    }

    func read() throws -> (wall: Timestamp, now: BootInstant) {
        guard case .server = clock else { return try clock.time(transaction) }
        let counters = LedgerCounters(transaction: transaction)
        let wall = try MySQLClock.wall(transaction)
        let step = min(max(wall - (try counters[.seenAt]), 0), Self.maxStep)
        return (wall, BootInstant(boot: "ledger", milliseconds: try counters[.elapsed] + step))
    }

    /// Who waits for a lease to end looks again after this.
    var longestWait: Duration? {
        if case .server = clock { .milliseconds(Self.maxStep) } else { nil }
    }
}
