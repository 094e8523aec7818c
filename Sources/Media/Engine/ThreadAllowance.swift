import Synchronization

/// How many encoder threads a conversion may have at work: its share of the cores, which changes with what else runs.
public final class ThreadAllowance: Sendable {
    private struct State {
        var count: Int
        var observer: (@Sendable (Int) -> Void)?
    }

    private let most: Int
    private let state: Mutex<State>

    /// - Parameter most: what `set` is limited to.
    public init(_ count: Int, most: Int = 256) {
        self.most = most
        state = Mutex(State(count: min(max(1, count), most)))
    }

    public var count: Int { state.withLock { $0.count } }

    /// Takes effect where threads are between two pieces of work. From any thread.
    public func set(_ count: Int) {
        let observer = state.withLock { state in
            state.count = min(max(1, count), most)
            return state.observer
        }
        observer?(self.count)
    }

    /// Calls `observer` with the present number now, and after each change on the thread that makes it.
    func observe(_ observer: @escaping @Sendable (Int) -> Void) {
        state.withLock { $0.observer = observer }
        observer(count)
    }
}
