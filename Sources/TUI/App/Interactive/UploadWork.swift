import ClientCore
import MediaTypes
import SpoolAPI
import Synchronization
import TUIFeatures

/// Sends the sources of confirmed plans to a server on another machine, and tells how far they are.
final class UploadWork: Sendable {
    private struct Item {
        var size: Int64
        var sent: Int64 = 0
        var hasEnded = false
    }

    private struct State {
        var items: [Item] = []
        var tasks: [Int: Task<Void, Never>] = [:]
        var told: (time: Int64, sent: Int64) = (0, 0)
        var speed = 0.0
    }

    private let client: SpoolClient
    private let post: @Sendable (AppEvent) -> Void
    private let state = Mutex(State())
    /// Milliseconds between two reports.
    private static let interval: Int64 = 250

    init(_ client: SpoolClient, post: @escaping @Sendable (AppEvent) -> Void) {
        self.client = client
        self.post = post
    }

    /// Begins to send; results are to come to `destination`, or beside each source. `onEnd` is told whether all of them
    /// arrived.
    ///
    /// - Parameter limit: bytes that the server takes for one.
    func send(
        _ batch: [Upload], limit: Int64?, to destination: RawName?, onEnd: @escaping @Sendable (Bool) async -> Void
    ) async {
        var sizes: [Int64] = []
        for upload in batch { sizes.append(await FileVersion.current(of: upload.path)?.size ?? 0) }
        let uploads = Uploads(MultipartUpload(client, limit: limit))
        // With its task at once: the end of another batch clears what no task belongs to.
        state.withLock { state in
            let first = state.items.count
            state.items += sizes.map { Item(size: $0) }
            state.tasks[first] = Task {
                let failures = Mutex(0)
                await uploads.send(batch) { index, change in
                    if case .failed = change { failures.withLock { $0 += 1 } }
                    self.take(change, of: batch[index], at: first + index, to: destination)
                }
                await onEnd(failures.withLock { $0 } == 0)
                self.end(first)
            }
        }
        report(isUrgent: true)
    }

    /// What is under way is broken off.
    func stop() {
        for task in state.withLock({ Array($0.tasks.values) }) { task.cancel() }
    }

    private func take(_ change: Uploads.State, of upload: Upload, at index: Int, to destination: RawName?) {
        state.withLock { state in
            switch change {
            case .sending(let sent): state.items[index].sent = sent
            case .resting: state.items[index].sent = 0
            case .done:
                state.items[index].sent = state.items[index].size
                state.items[index].hasEnded = true
            case .failed:
                state.items[index].sent = 0
                state.items[index].hasEnded = true
            }
        }
        switch change {
        case .done(let receipt): post(.uploaded(receipt, destination ?? upload.path.directory))
        case .failed(let error) where error.code != .cancelled: post(.uploadFailed(upload.path, Trouble(error.message)))
        default: break
        }
        report(isUrgent: false)
    }

    private func report(isUrgent: Bool) {
        let now = WallClock.now()
        // Posted under the lock, or the screens would hear of the end before the last report.
        state.withLock { state in
            guard !state.tasks.isEmpty else { return }
            let sent = state.items.reduce(0) { $0 + $1.sent }
            let passed = now - state.told.time
            guard isUrgent || passed >= Self.interval else { return }
            if passed > 0, passed < 10_000 {
                let current = Double(max(sent - state.told.sent, 0)) * 1000 / Double(passed)
                state.speed = state.speed == 0 ? current : state.speed * 0.7 + current * 0.3
            }
            state.told = (now, sent)
            let status = UploadStatus(
                files: state.items.count, ended: state.items.count { $0.hasEnded }, sent: sent,
                size: state.items.reduce(0) { $0 + $1.size }, speed: state.speed)
            post(.uploads(status))
        }
    }

    private func end(_ first: Int) {
        state.withLock { state in
            state.tasks[first] = nil
            guard state.tasks.isEmpty else { return }
            state = State()
            post(.uploads(nil))
        }
    }
}
