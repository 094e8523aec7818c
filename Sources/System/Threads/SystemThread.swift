import CPOSIX
import Glibc

/// A thread of the system's own, for work that blocks: the cooperative pool must not.
public struct SystemThread: Sendable {
    private let thread: pthread_t

    /// The system gives no thread.
    public struct Refusal: Error {
        public let errno: Int32

        public var message: String { "no thread could be started: \(String(cString: strerror(errno)))" }
    }

    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Starts a thread that runs `body`. It must be joined once.
    ///
    /// - Parameters:
    ///   - name: for debuggers and `top`; at most 15 bytes.
    ///   - blocksSignals: signals of the process are delivered to other threads, and writing to a pipe that nobody
    ///     reads is an error instead of SIGPIPE.
    ///   - stackSize: bytes; nil is the system's default.
    public init(
        name: String? = nil, blocksSignals: Bool = false, stackSize: Int? = nil, _ body: sending @escaping () -> Void
    ) throws(Refusal) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        if let stackSize { pthread_attr_setstacksize(&attributes, stackSize) }

        let work = Unmanaged.passRetained(
            Work {
                if let name { spool_name_thread(name) }
                body()
            })
        let create = { (thread: inout pthread_t) in
            pthread_create(
                &thread, &attributes,
                { context in
                    if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                    return nil
                }, work.toOpaque())
        }
        var thread = pthread_t()
        let error = blocksSignals ? Self.withoutSignals { create(&thread) } : create(&thread)
        guard error == 0 else {
            work.release()
            throw Refusal(errno: error)
        }
        self.thread = thread
    }

    /// Starts a thread that nobody waits for; see `init`.
    public static func detached(
        name: String? = nil, blocksSignals: Bool = false, stackSize: Int? = nil, _ body: sending @escaping () -> Void
    ) throws(Refusal) {
        let thread = try SystemThread(name: name, blocksSignals: blocksSignals, stackSize: stackSize, body)
        pthread_detach(thread.thread)
    }

    /// Waits for the thread's end.
    public func join() { pthread_join(thread, nil) }

    /// A new thread inherits the mask: no signal can come before it would be set.
    private static func withoutSignals<R>(_ body: () -> R) -> R {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return body()
    }
}
