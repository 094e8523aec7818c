/// Calls once when the last of several parts is ready.
actor ReadyCountdown {
    private var left: Int
    private let done: @Sendable () -> Void

    init(_ parts: Int, done: @escaping @Sendable () -> Void) {
        left = parts
        self.done = done
    }

    func one() {
        left -= 1
        if left == 0 { done() }
    }
}
