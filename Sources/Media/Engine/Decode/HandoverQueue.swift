import Glibc

/// A bounded first-in first-out queue between one producing and one consuming thread; both block.
///
/// `@unchecked Sendable`: every access to the state holds the lock.
final class HandoverQueue<Element: Sendable>: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let capacity: Int
    private var elements: [Element] = []
    private var isFinished = false
    private var isAbandoned = false

    init(capacity: Int) {
        self.capacity = capacity
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// Waits for room. Returns false when the consumer has abandoned the queue.
    func push(_ element: Element) -> Bool {
        locked {
            while elements.count >= capacity, !isAbandoned { pthread_cond_wait(changed, lock) }
            if !isAbandoned { elements.append(element) }
            return !isAbandoned
        }
    }

    /// Nothing follows; called by the producer.
    func finish() { locked { isFinished = true } }

    /// Waits for an element. Returns nil when the producer has finished and everything was taken.
    func pop() -> Element? {
        locked {
            while elements.isEmpty, !isFinished { pthread_cond_wait(changed, lock) }
            return elements.isEmpty ? nil : elements.removeFirst()
        }
    }

    /// Nothing will be taken any more; called by the consumer.
    func abandon() {
        locked {
            isAbandoned = true
            elements.removeAll()
        }
    }

    private func locked<R>(_ body: () -> R) -> R {
        pthread_mutex_lock(lock)
        defer {
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(lock)
        }
        return body()
    }
}
