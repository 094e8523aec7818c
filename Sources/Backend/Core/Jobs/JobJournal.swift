import SpoolAPI

/// What has changed in the ledger, for event streams and for workers that wait.
public protocol JobJournal: Sendable {
    /// The revision of the latest change; 0 when there was none.
    func revision() async throws -> Int64

    /// Changes with a revision above `revision`, ascending, the latest state of each job once, at most `limit`.
    /// No change with a revision up to the page's is ever added later, so nothing is missed by going on from there.
    func changes(after revision: Int64, limit: Int) async throws -> JobChangePage

    /// An element as soon as something may have changed, one for any number of changes. Ends when the ledger
    /// closes or the caller's task is cancelled. Subscribe before reading, or a change in between goes unnoticed.
    func signals() -> AsyncStream<Void>
}
