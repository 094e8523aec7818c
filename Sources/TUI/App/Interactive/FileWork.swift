import Synchronization
import TUIFeatures

/// Directories, searches and completions, each on a thread of its own.
final class FileWork: Sendable {
    private let post: @Sendable (AppEvent) -> Void
    private let running = Mutex<[Int: Cancellation]>([:])

    init(post: @escaping @Sendable (AppEvent) -> Void) { self.post = post }

    /// False when the effect is not of this kind.
    func perform(_ effect: Effect) -> Bool {
        switch effect {
        case .list(let id, let path):
            start(id, or: .listed(id, .failure(Self.exhausted))) { [post] in
                DirectoryReading(id: id, path: path, cancellation: $0, post: post).run()
            }
        case .walk(let id, let root, let hidden):
            start(id, or: .walked(id, .failure(Self.exhausted))) { [post] in
                DirectoryWalk(id: id, root: root, includesHidden: hidden, cancellation: $0, post: post).run()
            }
        case .complete(let id, let path, let directoriesOnly):
            start(id, or: .report(.error, Self.exhausted.message)) { [post] _ in
                PathCompletion(id: id, path: path, directoriesOnly: directoriesOnly, post: post).run()
            }
        case .cancelListing(let id), .cancelWalk(let id): running.withLock { $0.removeValue(forKey: id) }?.cancel()
        default: return false
        }
        return true
    }

    private static let exhausted = Trouble("the system gives no more threads: close other programs and try again")

    private func start(_ id: Int, or failure: AppEvent, _ body: @escaping @Sendable (Cancellation) -> Void) {
        let cancellation = Cancellation()
        running.withLock { $0[id] = cancellation }
        let isStarted = DetachedThread.start { [self] in
            body(cancellation)
            running.withLock { _ = $0.removeValue(forKey: id) }
        }
        if !isStarted { post(failure) }
    }
}
