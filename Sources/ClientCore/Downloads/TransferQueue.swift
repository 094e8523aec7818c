import MediaTypes
import SpoolAPI

/// Which downloads run, wait, are tried again and have ended: pure, told by events, answering with actions.
public struct TransferQueue: Sendable {
    public enum State: Hashable, Sendable {
        case waiting
        case running
        /// Broken off; tried again after a pause.
        case resting(ClientError)
        case done(RawName)
        case failed(ClientError)
        case cancelled

        public var isFinal: Bool {
            switch self {
            case .waiting, .running, .resting: false
            case .done, .failed, .cancelled: true
            }
        }
    }

    public struct Transfer: Hashable, Sendable, Identifiable {
        public var download: Download
        public var state: State = .waiting
        /// Bytes that are safe in the `.part`.
        public var received: Int64 = 0
        /// Tries that broke off without a byte more than any try before.
        public var failures = 0
        /// The most bytes that a try has brought.
        var best: Int64 = 0
        public var id: JobID { download.id }
    }

    public enum Event: Sendable {
        case add(Download)
        case progress(JobID, received: Int64)
        case finished(JobID, RawName)
        case brokeOff(JobID, ClientError)
        case rested(JobID)
        case cancel(JobID)
    }

    public enum Action: Hashable, Sendable {
        case start(Download)
        case stop(JobID)
        /// Send `rested` after the pause.
        case rest(JobID, Duration)
    }

    /// Downloads that run at once.
    public let limit: Int
    /// Tries without progress after which a download has failed.
    public let patience: Int
    private var byID: [JobID: Transfer] = [:]
    private var order: [JobID] = []

    public init(limit: Int = 4, patience: Int = 5) {
        self.limit = max(limit, 1)
        self.patience = max(patience, 1)
    }

    /// In the order in which they were added.
    public var transfers: [Transfer] { order.compactMap { byID[$0] } }
    public subscript(id: JobID) -> Transfer? { byID[id] }
    public var isIdle: Bool { byID.values.allSatisfy(\.state.isFinal) }

    public mutating func receive(_ event: Event) -> [Action] {
        switch event {
        case .add(let download): add(download)
        case .progress(let id, let received):
            change(id, from: [.running]) { transfer in
                if received > transfer.best {
                    transfer.best = received
                    transfer.failures = 0
                }
                transfer.received = received
            }
        case .finished(let id, let path):
            change(id, from: [.running]) { transfer in
                transfer.state = .done(path)
                transfer.received = transfer.download.size
            }
        case .brokeOff(let id, let error): return brokeOff(id, error) + startNext()
        case .rested(let id):
            if case .resting = byID[id]?.state { byID[id]?.state = .waiting }
        case .cancel(let id): return cancel(id) + startNext()
        }
        return startNext()
    }

    private mutating func add(_ download: Download) {
        if let known = byID[download.id] {
            guard known.state.isFinal else { return }
            order.removeAll { $0 == download.id }
        }
        byID[download.id] = Transfer(download: download)
        order.append(download.id)
    }

    private mutating func brokeOff(_ id: JobID, _ error: ClientError) -> [Action] {
        guard var transfer = byID[id], transfer.state == .running else { return [] }
        transfer.failures += 1
        let isWorthIt = error.isTransient || error.code == .corrupt && transfer.failures < 2
        let isOver = !isWorthIt || transfer.failures >= patience
        transfer.state = error.code == .cancelled ? .cancelled : isOver ? .failed(error) : .resting(error)
        byID[id] = transfer
        guard case .resting = transfer.state else { return [] }
        let pause = Duration.milliseconds(250 * (1 << (transfer.failures - 1)))
        return [.rest(id, max(pause, .seconds(error.retryAfter ?? 0)))]
    }

    private mutating func cancel(_ id: JobID) -> [Action] {
        guard let state = byID[id]?.state, !state.isFinal else { return [] }
        byID[id]?.state = .cancelled
        return state == .running ? [.stop(id)] : []
    }

    private mutating func change(_ id: JobID, from states: [State], _ body: (inout Transfer) -> Void) {
        guard var transfer = byID[id], states.contains(transfer.state) else { return }
        body(&transfer)
        byID[id] = transfer
    }

    private mutating func startNext() -> [Action] {
        var free = limit - byID.values.count { $0.state == .running }
        var actions: [Action] = []
        for id in order where free > 0 {
            guard let transfer = byID[id], transfer.state == .waiting else { continue }
            byID[id]?.state = .running
            actions.append(.start(transfer.download))
            free -= 1
        }
        return actions
    }
}
