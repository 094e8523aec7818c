import ClientCore
import Dispatch
import MediaTypes
import TUIFeatures

/// Does what `update` asks for, away from the event loop's thread; answers come back as events.
final class EffectRunner: Sendable {
    private let files: FileWork
    private let plans: PlanWork
    private let server: ServerWork
    private let connector: Connector
    private let bookmarks: BookmarksFile
    private let post: @Sendable (AppEvent) -> Void
    /// Effects for the server; one task takes them in order.
    private let queue: AsyncStream<Effect>.Continuation
    private let isDrained = DispatchSemaphore(value: 0)

    init(
        connection: ServerChoice, paths: SpoolPaths, bookmarks: BookmarksFile,
        post: @escaping @Sendable (AppEvent) -> Void
    ) {
        self.post = post
        self.bookmarks = bookmarks
        files = FileWork(post: post)
        plans = PlanWork(post: post)
        server = ServerWork(post: post)
        connector = Connector(connection, paths: paths, server: server, post: post)
        let (stream, continuation) = AsyncStream.makeStream(of: Effect.self)
        queue = continuation
        let isDrained = isDrained
        let server = server
        Task {
            for await effect in stream { await server.perform(effect) }
            isDrained.signal()
        }
    }

    /// Begins to look for the server.
    func connect() {
        let connector = connector
        Task { await connector.start() }
    }

    func perform(_ effect: Effect) {
        if files.perform(effect) || plans.perform(effect) { return }
        switch effect {
        case .saveBookmarks(let paths): save(paths)
        case .logIn, .cancelLogin, .declineLogin, .describeServer, .useServer:
            let connector = connector
            Task { await connector.perform(effect) }
        default: queue.yield(effect)
        }
    }

    /// Waits for what has been asked of the server, such as a batch that has just been confirmed: at most so long.
    func finish(within patience: DispatchTimeInterval) {
        queue.finish()
        let connector = connector
        Task { await connector.close() }
        _ = isDrained.wait(timeout: .now() + patience)
    }

    private func save(_ paths: [RawName]) {
        DetachedThread.start { [post, bookmarks] in
            if let failure = bookmarks.write(paths) { post(.report(.error, failure.trouble.message)) }
        }
    }
}
