import BackendCore
import Synchronization

/// Tells of new revisions, whoever made them. Asks the database only while somebody listens.
final class RevisionWatch: Sendable {
    private struct State {
        var listeners = 0
        var poll: Task<Void, Never>?
    }

    private static let interval = Duration.milliseconds(250)

    private let pool: MySQLPool
    private let changes: ChangeSignal
    private let state = Mutex(State())

    init(_ pool: MySQLPool) {
        self.pool = pool
        changes = pool.revisions
    }

    func subscribe() -> AsyncStream<Void> {
        let upstream = changes.subscribe()
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        begin()
        let relay = Task {
            for await _ in upstream { continuation.yield() }
            continuation.finish()
        }
        continuation.onTermination = { [self] _ in
            relay.cancel()
            end()
        }
        return stream
    }

    private func begin() {
        state.withLock { state in
            state.listeners += 1
            guard state.poll == nil else { return }
            state.poll = Task { [pool, changes] in await Self.poll(pool, changes) }
        }
    }

    private func end() {
        state.withLock { state in
            state.listeners -= 1
            guard state.listeners == 0 else { return }
            state.poll?.cancel()
            state.poll = nil
        }
    }

    /// The first look tells, too: what changed between the listener's subscription and it is not known.
    private static func poll(_ pool: MySQLPool, _ changes: ChangeSignal) async {
        var known: Int64?
        while !Task.isCancelled {
            let revision = try? await pool.query { try LedgerCounters(transaction: $0)[.revision] }
            if let revision, revision != known {
                known = revision
                changes.notify()
            }
            try? await Task.sleep(for: interval)
        }
    }
}
