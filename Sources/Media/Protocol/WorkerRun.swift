import CPOSIX
import Glibc
import MediaTypes
import Synchronization

/// One run of `spool-media`, from `MediaWorker.start`. It goes on when nobody holds this handle.
public final class WorkerRun: Sendable {
    private struct State {
        /// The process, while it may be signalled: from its start until it is reaped.
        var process: pid_t?
        var isPaused = false
        var isCancelled = false
        var threadLimit: ThreadLimit?
        var exit: WorkerExit?
        var waiters: [CheckedContinuation<WorkerExit, Never>] = []
    }

    private let state = Mutex(State())
    /// Readable when the thread should look at the state again; -1 when there is none.
    private let wake: Int32

    init() {
        wake = spool_wake_open()
    }

    deinit {
        if wake >= 0 { close(wake) }
    }

    /// Stops the worker where it is; it makes no progress until `resume()`.
    public func pause() {
        state.withLock { state in
            guard !state.isPaused, state.exit == nil else { return }
            state.isPaused = true
            if !state.isCancelled { Self.send(SIGSTOP, to: state.process) }
        }
    }

    public func resume() {
        state.withLock { state in
            guard state.isPaused else { return }
            state.isPaused = false
            Self.send(SIGCONT, to: state.process)
        }
    }

    /// Asks the worker to end, paused or not, and kills it when it has not within the grace time. From now on
    /// the outcome is `cancelled`, unless the worker has already ended.
    public func cancel() {
        state.withLock { state in
            guard !state.isCancelled, state.exit == nil else { return }
            state.isCancelled = true
            Self.send(SIGTERM, to: state.process)
            Self.send(SIGCONT, to: state.process)
        }
        spool_wake(wake)
    }

    /// Has a conversion go on with so many encoder threads, ≥ 1, as soon as their present work is done.
    public func limit(threads: Int) {
        state.withLock { $0.threadLimit = ThreadLimit(threads: threads) }
        spool_wake(wake)
    }

    public var isPaused: Bool { state.withLock { $0.isPaused } }

    /// How the run ended, once it has. Any number of tasks may wait; cancelling one does not end the run.
    public func wait() async -> WorkerExit {
        await withCheckedContinuation { continuation in
            let exit = state.withLock { state in
                if state.exit == nil { state.waiters.append(continuation) }
                return state.exit
            }
            if let exit { continuation.resume(returning: exit) }
        }
    }

    private static func send(_ signal: Int32, to process: pid_t?) {
        // The whole group, so that whatever the worker has started goes with it.
        if let process { Glibc.kill(-process, signal) }
    }
}

/// For the thread that runs the worker.
extension WorkerRun {
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// The limit that has not been passed on yet.
    func takeThreadLimit() -> ThreadLimit? {
        state.withLock { state in
            defer { state.threadLimit = nil }
            return state.threadLimit
        }
    }

    /// The descriptor to poll for `isCancelled` or the thread limit having changed.
    var wakeDescriptor: Int32 { wake }

    func began(_ process: pid_t) {
        state.withLock { state in
            state.process = process
            if state.isCancelled {
                Self.send(SIGTERM, to: process)
            } else if state.isPaused {
                Self.send(SIGSTOP, to: process)
            }
        }
    }

    func kill() {
        state.withLock { Self.send(SIGKILL, to: $0.process) }
    }

    /// Calls `reap`, which frees the process id, while nobody can signal it.
    func reaping<Result>(_ reap: () -> Result) -> Result {
        state.withLock { state in
            state.process = nil
            return reap()
        }
    }

    func ended(_ exit: WorkerExit) {
        let waiters = state.withLock { state in
            state.exit = exit
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: exit) }
    }
}
