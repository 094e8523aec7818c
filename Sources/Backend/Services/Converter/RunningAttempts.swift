import BackendCore
import SpoolAPI
import Synchronization

/// The attempts of a converter by their jobs, and what stopped the last one from starting.
final class RunningAttempts: Sendable {
    private struct State {
        var leases: [JobID: Lease] = [:]
        var shortage: SpaceShortage?
    }

    private let state = Mutex(State())

    func add(_ record: JobRecord, _ lease: Lease) { state.withLock { $0.leases[record.id] = lease } }

    func remove(_ id: JobID) { state.withLock { _ = $0.leases.removeValue(forKey: id) } }

    var shortage: SpaceShortage? { state.withLock { $0.shortage } }

    func block(_ shortage: SpaceShortage) { state.withLock { $0.shortage = shortage } }

    func unblock() { state.withLock { $0.shortage = nil } }

    /// Has the attempts that `changes` concern look at the ledger. Progress, which they wrote themselves, is no news.
    func poke(_ changes: [JobChange]) {
        for change in changes {
            switch change {
            case .job(let record): lease(record.id)?.learn(paused: record.job.paused, state: record.job.state)
            case .removed(let removed, _): lease(removed.id)?.poke()
            case .queuePaused: for lease in state.withLock({ Array($0.leases.values) }) { lease.poke() }
            }
        }
    }

    private func lease(_ id: JobID) -> Lease? { state.withLock { $0.leases[id] } }
}
