import MediaTypes
import SpoolAPI

/// Several downloads at once: runs what its `TransferQueue` says.
public actor Downloads {
    private let client: SpoolClient
    private var queue: TransferQueue
    private let onChange: @Sendable (TransferQueue.Transfer) -> Void
    private var running: [JobID: Task<Void, Never>] = [:]
    private var idleWaiters: [CheckedContinuation<Void, Never>] = []

    /// `onChange` is told every change of a transfer, soon and in order.
    public init(
        _ client: SpoolClient, limit: Int = 4, onChange: @escaping @Sendable (TransferQueue.Transfer) -> Void = { _ in }
    ) {
        self.client = client
        self.onChange = onChange
        queue = TransferQueue(limit: limit)
    }

    /// In the order in which they were added.
    public var transfers: [TransferQueue.Transfer] { queue.transfers }

    public func add(_ download: Download) { receive(.add(download), about: download.id) }

    /// What has arrived stays in its `.part` and is resumed when the download is added again.
    public func cancel(_ id: JobID) { receive(.cancel(id), about: id) }

    public func cancelAll() {
        for transfer in queue.transfers { cancel(transfer.id) }
    }

    /// Returns when every download has ended.
    public func waitUntilIdle() async {
        if queue.isIdle { return }
        await withCheckedContinuation { idleWaiters.append($0) }
    }

    private func receive(_ event: TransferQueue.Event, about id: JobID) {
        let before = queue[id]
        let actions = queue.receive(event)
        if let transfer = queue[id], transfer != before, transfer.state != .running || before?.state == .running {
            onChange(transfer)
        }
        for action in actions { perform(action) }
        guard queue.isIdle else { return }
        for waiter in idleWaiters { waiter.resume() }
        idleWaiters = []
    }

    private func perform(_ action: TransferQueue.Action) {
        switch action {
        case .start(let download):
            if let transfer = queue[download.id] { onChange(transfer) }
            running[download.id] = Task { await self.run(download) }
        case .stop(let id):
            running[id]?.cancel()
        case .rest(let id, let pause):
            running[id] = Task {
                try? await Task.sleep(for: pause)
                self.receive(.rested(id), about: id)
            }
        }
    }

    private func run(_ download: Download) async {
        do throws(ClientError) {
            let path = try await client.fetch(download) { [weak self] received in
                await self?.receive(.progress(download.id, received: received), about: download.id)
            }
            receive(.finished(download.id, path), about: download.id)
        } catch {
            receive(.brokeOff(download.id, error), about: download.id)
        }
    }
}
