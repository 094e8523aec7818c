import NIOPosix

/// The threads on which blocking file calls run, so that none ever holds a thread of the cooperative pool.
public enum FileThreads {
    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    /// Runs `body` there. Keep one call short (one block of a file): calls share four threads.
    public static func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await pool.runIfActive(body)
    }
}
