import BackendCore
import Crypto
import SpoolAPI

/// Slows down those who guess passwords, by account, by network and by both.
struct LoginThrottle: Sendable {
    let store: any ThrottleStore

    struct Attempt: Sendable {
        fileprivate var pair: String
        fileprivate var account: String
        /// nil for a client on the same machine.
        fileprivate var network: String?

        /// Names are hashed: an address that was typed may be a password.
        init(email: String, address: String) {
            let name = SHA256.hash(data: Array(UserAccount.normalized(email: email).utf8)).hexadecimal
            let network = NetworkName.of(address)
            account = "account \(name)"
            pair = "pair \(name) \(network ?? "")"
            self.network = network.map { "network \($0)" }
        }
    }

    /// Counts an attempt as failed until `succeeded` says otherwise, so that many at once are counted too.
    ///
    /// Throws `throttled`.
    func begin(_ attempt: Attempt) async throws {
        if let network = attempt.network {
            try refuse(ThrottlePolicy.network.wait(try await store.counter(network)))
        }
        let checks: [(key: String, policy: ThrottlePolicy)] = [
            (attempt.pair, ThrottlePolicy.pair), (attempt.account, .account),
        ]
        var before: [Int] = []
        for (key, policy) in checks {
            let counter = try await store.counter(key)
            try refuse(policy.wait(counter))
            before.append(counter?.failures ?? 0)
        }
        for ((key, policy), seen) in zip(checks, before) {
            let counter = try await store.recordFailure(key, window: ThrottlePolicy.longest)
            // Others came between the question and the count.
            if counter.failures > seen + 1, counter.failures > policy.free { try refuse(policy.wait(counter)) }
        }
    }

    func succeeded(_ attempt: Attempt) async throws {
        try await store.reset(attempt.pair)
        try await store.reset(attempt.account)
    }

    func failed(_ attempt: Attempt) async throws {
        if let network = attempt.network {
            _ = try await store.recordFailure(network, window: ThrottlePolicy.longest)
        }
    }

    /// Every sign-up counts.
    func beginSignUp(from address: String) async throws {
        guard let network = NetworkName.of(address) else { return }
        let key = "sign-up \(network)"
        try refuse(ThrottlePolicy.signUp.wait(try await store.counter(key)))
        _ = try await store.recordFailure(key, window: ThrottlePolicy.longest)
    }

    private func refuse(_ seconds: Int?) throws(BackendError) {
        guard let seconds else { return }
        throw BackendError(.throttled, "Too many attempts: try again in \(seconds) s.", retryAfter: seconds)
    }
}
