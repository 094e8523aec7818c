/// Which leases `JobLedger.reclaim` ends.
public enum ReclaimScope: Hashable, Sendable {
    /// Those that have run out.
    case expired
    /// All: for a process that starts and knows that no other process converts for this ledger.
    case everything
}
