import Threads

/// Runs blocking calls on a thread of their own, away from the cooperative pool.
public enum BlockingThread {
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
        do {
            try SystemThread.detached(body)
        } catch {
            // No thread to be had: late is better than never.
            body()
        }
    }
}
