import Glibc
import MediaTypes

/// A thread of its own for blocking work.
struct EncoderThread {
    private let thread: pthread_t

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// - Parameter niceness: Added to the process's own, 0…19; what the system refuses is ignored.
    init(niceness: Int, _ body: @escaping @Sendable () -> Void) throws(MediaFailure) {
        let context = Unmanaged.passRetained(
            Body {
                if niceness > 0 { Self.yieldMore(by: niceness) }
                body()
            })
        var thread = pthread_t()
        let error = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard error == 0 else {
            context.release()
            throw MediaFailure(.internalError, "no thread for the MP3 encoder: \(String(cString: strerror(error)))")
        }
        self.thread = thread
    }

    /// On Linux "process 0" is the calling thread.
    private static func yieldMore(by niceness: Int) {
        let thread = __priority_which_t(PRIO_PROCESS.rawValue)
        let own = getpriority(thread, 0)
        setpriority(thread, 0, min(own + Int32(clamping: niceness), 19))
    }

    func join() { pthread_join(thread, nil) }
}
