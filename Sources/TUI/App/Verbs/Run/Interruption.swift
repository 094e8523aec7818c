import Glibc

/// Ctrl-C and its kin: the first one cancels what runs, the second ends the program at once.
enum Interruption {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    private final class Watch {
        let onFirst: @Sendable () -> Void
        init(_ onFirst: @escaping @Sendable () -> Void) { self.onFirst = onFirst }
    }

    /// To be called while the program has one thread, so that all later ones inherit the mask.
    static func block() {
        var set = mask()
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    static func watch(_ onFirst: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Watch(onFirst))
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let watch = Unmanaged<Watch>.fromOpaque(context).takeRetainedValue()
                var set = Interruption.mask()
                var number: Int32 = 0
                sigwait(&set, &number)
                watch.onFirst()
                sigwait(&set, &number)
                _exit(ExitStatus.interrupted.code)
            }, context.toOpaque())
        if result != 0 { context.release() }
    }

    private static func mask() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        return set
    }
}
