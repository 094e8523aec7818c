import Glibc

/// A value behind a lock, and waiting for it to change. For plain threads; never block the cooperative pool on it.
final class Monitor<State: Watched>: @unchecked Sendable {  // `state` is touched under the mutex only
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Changes the state and wakes all who wait, if there is news for them.
    func update<R>(_ body: (inout State) -> R) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let known = state.news
        defer { tell(known) }
        return body(&state)
    }

    /// Runs `body` until it returns a value, each time after there was news. What `body` itself changes is told to
    /// others when it returns a value, so it must change nothing before.
    func wait<R>(_ body: (inout State) -> R?) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            let known = state.news
            if let result = body(&state) {
                tell(known)
                return result
            }
            pthread_cond_wait(changed, mutex)
        }
    }

    private func tell(_ known: State.News) {
        if state.news != known { pthread_cond_broadcast(changed) }
    }
}
