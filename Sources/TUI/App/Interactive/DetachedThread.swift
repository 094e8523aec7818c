import Threads

/// A thread of its own for calls that may block for as long as they like, such as those on a dead mount.
enum DetachedThread {
    /// What `body` gives, or `refusal` when the system gives no thread. Once the task is cancelled, `body` is told to
    /// end soon.
    static func run<R: Sendable>(
        refusal: R, _ body: @escaping @Sendable (Cancellation) -> R
    ) async -> R {
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if !start({ continuation.resume(returning: body(cancellation)) }) {
                    continuation.resume(returning: refusal)
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// False when the system gives no thread.
    @discardableResult
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        (try? SystemThread.detached(body)) != nil
    }
}
