import BackendCore

public typealias Ledger = JobLedger & JobCatalog & JobJournal

/// An empty ledger on a clock that the checks move.
public struct JobLedgerSubject: Sendable {
    public let ledger: any Ledger
    public let clock: ManualClock
    /// The same store, opened anew while the first is still open, as after a crash.
    public let reopen: @Sendable () async throws -> any Ledger

    public init(
        ledger: any Ledger, clock: ManualClock, reopen: @escaping @Sendable () async throws -> any Ledger
    ) {
        self.ledger = ledger
        self.clock = clock
        self.reopen = reopen
    }
}

public enum JobLedgerConformance {
    public typealias Case = ConformanceCase<JobLedgerSubject>

    public static let all: [Case] =
        insertion + claiming + leases + outcomes + commands + moving + listing + journal + races + persistence
}
