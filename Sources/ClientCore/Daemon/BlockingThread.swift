import Glibc

/// Runs blocking calls on a thread of their own, away from the cooperative pool.
public enum BlockingThread {
    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    static func run<R: Sendable>(_ body: @escaping @Sendable () -> R) async -> R {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: body()) }
        }
    }

    /// What may fail.
    public static func attempt<R: Sendable>(
        _ body: @escaping @Sendable () throws(ClientError) -> R
    ) async throws(ClientError) -> R {
        let outcome = await run { () -> Result<R, ClientError> in
            Result { () throws(ClientError) in try body() }
        }
        return try outcome.get()
    }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        let context = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, context.toOpaque())
        if result == 0 {
            pthread_detach(thread)
        } else {
            // No thread to be had: late is better than never.
            context.takeRetainedValue().body()
        }
    }
}
