import Synchronization

/// Wakes any number of waiting tasks of this process. A signal that nobody has consumed yet stands for all that
/// follow it.
public final class ChangeSignal: Sendable {
    private struct Subscribers {
        var next = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
        var finished = false
    }

    private let subscribers = Mutex(Subscribers())

    public init() {}

    public func notify() {
        subscribers.withLock { for continuation in $0.waiting.values { continuation.yield() } }
    }

    /// Ends every stream, present and future.
    public func finish() {
        let waiting = subscribers.withLock { state in
            state.finished = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.finish() }
    }

    public func subscribe() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id: Int? = subscribers.withLock { state in
            guard !state.finished else { return nil }
            state.next += 1
            state.waiting[state.next] = continuation
            return state.next
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.subscribers.withLock { _ = $0.waiting.removeValue(forKey: id) }
        }
        return stream
    }
}
