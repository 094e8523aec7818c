import Glibc
import MediaEngine

/// Passes thread limits from standard input on to a conversion, on a thread of its own.
final class ThreadLimitReader: @unchecked Sendable {  // `requests` is touched by its own thread alone
    private var requests: RequestReader
    private let allowance: ThreadAllowance

    init(_ requests: RequestReader, _ allowance: ThreadAllowance) {
        self.requests = requests
        self.allowance = allowance
    }

    /// Without the thread the allowance stays what it is.
    func start() {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let reader = Unmanaged<ThreadLimitReader>.fromOpaque(argument).takeRetainedValue()
                while let limit = reader.requests.threadLimit() { reader.allowance.set(limit.threads) }
                return nil
            }, context.toOpaque())
        if code != 0 { context.release() }
    }
}
