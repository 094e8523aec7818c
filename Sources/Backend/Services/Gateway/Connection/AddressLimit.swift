import Synchronization

/// How many connections each network address has open, so that one cannot take them all.
final class AddressLimit: Sendable {
    private let most: Int?
    private let open = Mutex<[String: Int]>([:])

    /// - Parameter most: nil is no limit.
    init(_ most: Int?) { self.most = most }

    /// Counts one more connection of `network`, unless it has as many as it may; a connection without one always may.
    func admit(_ network: String?) -> Bool {
        guard let most, let network else { return true }
        return open.withLock { open in
            let count = open[network, default: 0]
            guard count < most else { return false }
            open[network] = count + 1
            return true
        }
    }

    /// After `admit` said yes.
    func release(_ network: String?) {
        guard most != nil, let network else { return }
        open.withLock { open in
            let left = open[network, default: 1] - 1
            open[network] = left > 0 ? left : nil
        }
    }
}
