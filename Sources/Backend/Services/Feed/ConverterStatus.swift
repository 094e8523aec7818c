import Synchronization

/// What the converters of this process say about themselves, for `QueueStatus`.
public final class ConverterStatus: Sendable {
    private struct State {
        var blocked: String?
        var running = 0
    }

    /// Conversions that run at once.
    public let workers: Int
    private let state = Mutex(State())
    private let changed: @Sendable () -> Void

    /// - Parameter changed: called after `blocked` has become another text.
    public init(workers: Int, changed: @escaping @Sendable () -> Void = {}) {
        self.workers = workers
        self.changed = changed
    }

    /// Why no conversion starts although the queue is not paused; nil when they do.
    public var blocked: String? {
        get { state.withLock { $0.blocked } }
        set {
            let isNew = state.withLock { state in
                defer { state.blocked = newValue }
                return state.blocked != newValue
            }
            if isNew { changed() }
        }
    }

    /// Conversions that run now.
    public var running: Int { state.withLock { $0.running } }

    func began() { state.withLock { $0.running += 1 } }

    func ended() { state.withLock { $0.running -= 1 } }
}
