import BackendCore
import Dispatch
import Synchronization

/// Chunks on their way to the server while the next ones come.
final class ChunkInsertion: Sendable {
    private let group = DispatchGroup()
    private let failure = Mutex<BackendError?>(nil)

    /// Begins at once, on a thread of `queue`.
    init(on queue: DispatchQueue, _ insert: @escaping @Sendable () throws(BackendError) -> Void) {
        queue.async(group: group) { [self] in
            do throws(BackendError) { try insert() } catch { failure.withLock { $0 = error } }
        }
    }

    /// Blocks until they are stored, or are not. May be asked again.
    func wait() throws(BackendError) {
        group.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}

/// Begins one over a connection of its own.
typealias BeginInsertion = @Sendable (_ insert: @escaping @Sendable (GridFSBucket) throws -> Void) -> ChunkInsertion
