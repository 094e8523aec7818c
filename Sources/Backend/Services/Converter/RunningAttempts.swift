import BackendCore
import SpoolAPI
import Synchronization

/// The attempts of a converter by their jobs, which of them still convert, and what stopped the last one from starting.
final class RunningAttempts: Sendable {
    private struct State {
        var leases: [JobID: Lease] = [:]
        var converting: Set<JobID> = []
        var shortage: SpaceShortage?
    }

    private let status: ConverterStatus
    private let changed: ChangeSignal
    private let state = Mutex(State())

    /// - Parameters:
    ///   - status: is told how many convert.
    ///   - changed: set off when there may be room for another attempt.
    init(status: ConverterStatus, changed: ChangeSignal) {
        self.status = status
        self.changed = changed
    }

    /// Whether another attempt may begin. While one brings its MP3 away the next one converts, though no more than as
    /// many as there are workers: with a store that does not answer, files must not pile up.
    var hasRoom: Bool {
        state.withLock { $0.converting.count < status.workers && $0.leases.count < 2 * status.workers }
    }

    func add(_ record: JobRecord, _ lease: Lease) {
        state.withLock { state in
            state.leases[record.id] = lease
            state.converting.insert(record.id)
        }
        status.began()
    }

    /// The attempt needs no worker any more, well or not.
    func hasConverted(_ id: JobID) {
        guard state.withLock({ $0.converting.remove(id) }) != nil else { return }
        status.ended()
        changed.notify()
    }

    func remove(_ id: JobID) {
        hasConverted(id)
        state.withLock { _ = $0.leases.removeValue(forKey: id) }
        changed.notify()
    }

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
