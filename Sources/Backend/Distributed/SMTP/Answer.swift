import Dispatch
import Synchronization

/// One Boolean from a task to a thread that waits for it.
final class Answer: Sendable {
    private let value = Mutex(false)
    private let isGiven = DispatchSemaphore(value: 0)

    func give(_ value: Bool) {
        self.value.withLock { $0 = value }
        isGiven.signal()
    }

    func wait() -> Bool {
        isGiven.wait()
        return value.withLock { $0 }
    }
}
