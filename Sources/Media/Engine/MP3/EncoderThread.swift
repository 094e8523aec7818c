import Glibc
import MediaTypes
import Threads

/// A thread that encodes.
struct EncoderThread {
    private let thread: SystemThread

    /// - Parameter niceness: Added to the process's own, 0…19; what the system refuses is ignored.
    init(niceness: Int, _ body: @escaping @Sendable () -> Void) throws(MediaFailure) {
        thread = try .forMedia {
            if niceness > 0 { Self.yieldMore(by: niceness) }
            body()
        }
    }

    /// On Linux "process 0" is the calling thread.
    private static func yieldMore(by niceness: Int) {
        let thread = __priority_which_t(PRIO_PROCESS.rawValue)
        let own = getpriority(thread, 0)
        setpriority(thread, 0, min(own + Int32(clamping: niceness), 19))
    }

    func join() { thread.join() }
}

extension SystemThread {
    static func forMedia(_ body: @escaping @Sendable () -> Void) throws(MediaFailure) -> SystemThread {
        do throws(SystemThread.Refusal) {
            return try SystemThread(body)
        } catch {
            throw MediaFailure(.internalError, error.message)
        }
    }
}
