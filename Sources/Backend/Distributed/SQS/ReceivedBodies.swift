import Synchronization

/// The bodies of messages in flight here, which SQS does not give again for a receipt.
final class ReceivedBodies: Sendable {
    /// A worker holds few messages; older ones are forgotten.
    private static let capacity = 1000

    private struct State {
        var bodies: [String: String] = [:]
        var order: [String] = []
    }

    private let state = Mutex(State())

    func keep(_ body: String, of receipt: String) {
        state.withLock { state in
            state.bodies[receipt] = body
            state.order.append(receipt)
            if state.order.count > Self.capacity { state.bodies[state.order.removeFirst()] = nil }
        }
    }

    func body(of receipt: String) -> String? { state.withLock { $0.bodies[receipt] } }

    func forget(_ receipt: String) {
        state.withLock { state in
            guard state.bodies.removeValue(forKey: receipt) != nil else { return }
            state.order.removeAll { $0 == receipt }
        }
    }
}
