import BackendCore
import Dispatch
import Synchronization

/// A bounded number of connections, each with a thread of its own for the library's blocking calls.
///
/// A call that has begun is carried out even when the calling task is cancelled. While the server is away, calls fail
/// at once: after a refused connection none is tried for a moment, and only so many calls wait.
public final class MySQLPool: Sendable {
    private typealias Work = @Sendable (MySQLLane) -> Void

    private struct State {
        var idle: [MySQLLane]
        var waiting: [Work] = []
        /// No connection is tried before this time.
        var retryAt: ContinuousClock.Instant?
    }

    private static let capacity = 512
    private static let pause = Duration.milliseconds(500)
    private static let attempts = 10

    private let address: MySQLAddress
    private let state: Mutex<State>
    private let onRevision = ChangeSignal()

    /// Connects when it is first used.
    /// - Parameter connections: at most so many.
    public init(_ address: MySQLAddress, connections: Int = 8) {
        self.address = address
        state = Mutex(State(idle: (0..<max(connections, 1)).map { MySQLLane($0) }))
    }

    /// Set off after each commit of this pool that brought a new revision.
    var revisions: ChangeSignal { onRevision }

    func write<Value: Sendable>(
        _ work: @escaping @Sendable (MySQLTransaction) throws -> Value
    ) async throws(BackendError) -> Value {
        try await transaction(.write, work)
    }

    func read<Value: Sendable>(
        _ work: @escaping @Sendable (MySQLTransaction) throws -> Value
    ) async throws(BackendError) -> Value {
        try await transaction(.read, work)
    }

    /// One statement that changes nothing.
    func query<Value: Sendable>(
        _ work: @escaping @Sendable (MySQLTransaction) throws -> Value
    ) async throws(BackendError) -> Value {
        try await transaction(.query, work)
    }

    /// On a connection that is closed afterwards, outside of any transaction. Statements may take an hour.
    func alone<Value: Sendable>(
        _ work: @escaping @Sendable (MySQLConnection) throws -> Value
    ) async throws(BackendError) -> Value {
        try await perform { [address] lane in try lane.run(on: address, work) }
    }

    private func transaction<Value: Sendable>(
        _ kind: MySQLTransaction.Kind, _ work: @escaping @Sendable (MySQLTransaction) throws -> Value
    ) async throws(BackendError) -> Value {
        let (value, revised) = try await perform { [address] lane -> (value: Value, revised: Bool) in
            var left = Self.attempts
            while true {
                do {
                    return try lane.run(kind, on: address, work)
                } catch let error as MySQLError where error.isRetriable && left > 1 {
                    left -= 1
                }
            }
        }
        if revised { onRevision.notify() }
        return value
    }

    private func perform<Value: Sendable>(
        _ work: @escaping @Sendable (MySQLLane) throws -> Value
    ) async throws(BackendError) -> Value {
        let result: Result<Value, BackendError> = await withCheckedContinuation { continuation in
            let accepted = submit { [self] lane in
                continuation.resume(returning: attempt { try work(lane) })
            }
            if !accepted {
                continuation.resume(
                    returning: .failure(
                        BackendError(.unavailable, "The database is busy: try again in a moment.", retryAfter: 2)))
            }
        }
        return try result.get()
    }

    private func attempt<Value>(_ work: () throws -> Value) -> Result<Value, BackendError> {
        guard state.withLock({ $0.retryAt.map { $0 <= .now } ?? true }) else {
            return .failure(BackendError(.unavailable, "The database cannot be reached.", retryAfter: 2))
        }
        do {
            let value = try work()
            state.withLock { $0.retryAt = nil }
            return .success(value)
        } catch let error as BackendError {
            return .failure(error)
        } catch let error as MySQLError {
            if error.endsConnection { state.withLock { $0.retryAt = ContinuousClock.now + Self.pause } }
            return .failure(BackendError(error))
        } catch {
            return .failure(
                BackendError(.internalError, "The database holds something that this version cannot read."))
        }
    }

    /// False when too many wait.
    private func submit(_ work: @escaping Work) -> Bool {
        let (accepted, lane): (Bool, MySQLLane?) = state.withLock { state in
            if let lane = state.idle.popLast() { return (true, lane) }
            guard state.waiting.count < Self.capacity else { return (false, nil) }
            state.waiting.append(work)
            return (true, nil)
        }
        if let lane { start(work, on: lane) }
        return accepted
    }

    private func start(_ work: @escaping Work, on lane: MySQLLane) {
        lane.queue.async { [self] in
            work(lane)
            if let next = self.next(for: lane) { start(next, on: lane) }
        }
    }

    private func next(for lane: MySQLLane) -> Work? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.idle.append(lane)
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
