import ClientCore

/// Where calls wait while a person logs in; afterwards they go on.
actor LoginGate {
    private enum State { case open, asking, declined }

    private var state = State.open
    private var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    private var lastNumber = 0
    private let ask: @Sendable () -> Void

    /// `ask` opens the login form.
    init(ask: @escaping @Sendable () -> Void) { self.ask = ask }

    /// Returns once somebody has logged in; throws `end` when nobody wants to.
    func pass(_ end: ClientError) async throws(ClientError) {
        if state == .declined { throw end }
        if state == .open {
            state = .asking
            ask()
        }
        guard await wait() else { throw end }
    }

    /// Somebody has logged in.
    func open() { settle(.open, true) }

    /// Nobody wants to, until somebody logs in after all.
    func decline() { settle(.declined, false) }

    func waitUntilOpen() async {
        while state != .open, !Task.isCancelled { _ = await wait() }
    }

    private func settle(_ new: State, _ answer: Bool) {
        state = new
        let resumed = waiting.values
        waiting = [:]
        for continuation in resumed { continuation.resume(returning: answer) }
    }

    /// False when the wait is in vain.
    private func wait() async -> Bool {
        lastNumber += 1
        let number = lastNumber
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: false) }
                waiting[number] = continuation
            }
        } onCancel: {
            Task { await self.leave(number) }
        }
    }

    private func leave(_ number: Int) { waiting.removeValue(forKey: number)?.resume(returning: false) }
}
