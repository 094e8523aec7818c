public struct JobChangePage: Hashable, Sendable {
    public var changes: [JobChange]
    /// Go on from here.
    public var revision: Int64
    /// True when there are more changes now.
    public var hasMore: Bool
    /// True when removals after the asked revision have been forgotten, or the ledger never was at it: list again.
    public var reset: Bool

    public init(changes: [JobChange], revision: Int64, hasMore: Bool, reset: Bool = false) {
        self.changes = changes
        self.revision = revision
        self.hasMore = hasMore
        self.reset = reset
    }
}
