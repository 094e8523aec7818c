import MediaEngine
import Threads

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
        try? SystemThread.detached {
            while let limit = self.requests.threadLimit() { self.allowance.set(limit.threads) }
        }
    }
}
