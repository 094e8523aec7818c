import Threads

/// A thread of its own for calls that may block for as long as they like, such as those on a dead mount.
enum DetachedThread {
    /// False when the system gives no thread.
    @discardableResult
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        (try? SystemThread.detached(body)) != nil
    }
}
