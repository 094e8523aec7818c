import Synchronization

/// The URLs that SQS gave for a queue.
final class QueueAddresses: Sendable {
    private let known = Mutex<[QueueEnd: String]>([:])

    subscript(_ end: QueueEnd) -> String? {
        get { known.withLock { $0[end] } }
        set { known.withLock { $0[end] = newValue } }
    }
}
