import BackendCore
import CSodium
import FoundationEssentials
import NIOPosix
import Synchronization

/// Hashes passwords with Argon2id on threads of their own: two at once in a process, a bounded number waiting.
public final class PasswordHasher: Sendable {
    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 2)
        pool.start()
        return pool
    }()

    private let cost: PasswordCost
    private let capacity: Int
    private let pending = Atomic(0)
    private let finished = Atomic(0)
    private let dummy: String

    /// - Parameter capacity: hashes that run or wait; more are refused.
    public init(cost: PasswordCost = .standard, capacity: Int = 32) {
        self.cost = cost
        self.capacity = capacity
        dummy = Self.dummy(of: cost)
    }

    /// Hashes that have been computed, to be made or to be compared.
    public var count: Int { finished.load(ordering: .relaxed) }

    /// Throws `throttled` when too many wait, `unavailable` when memory is short.
    public func hash(_ password: String) async throws -> String {
        let (bytes, cost) = (Array(password.utf8), cost)
        return try await run {
            var encoded = [CChar](repeating: 0, count: Int(SPOOL_PASSWORD_HASH_SIZE))
            let isMade = bytes.withUnsafeBytes {
                spool_password_hash(
                    &encoded, $0.baseAddress, $0.count, UInt64(cost.passes), cost.memory)
            }
            guard isMade else {
                throw BackendError(.unavailable, "The server has no memory for this now: try again.", retryAfter: 5)
            }
            return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// - Parameter encoded: nil, for an account that does not exist, takes the time that any account takes.
    public func verify(_ password: String, against encoded: String?) async throws -> Bool {
        let (bytes, hash) = (Array(password.utf8), encoded ?? dummy)
        let matches = try await run {
            bytes.withUnsafeBytes { spool_password_verify(hash, $0.baseAddress, $0.count) }
        }
        return matches && encoded != nil
    }

    /// True for a hash that was made at another cost.
    public func isOutdated(_ encoded: String) -> Bool { !encoded.hasPrefix(cost.prefix) }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        defer { pending.subtract(1, ordering: .relaxed) }
        guard pending.add(1, ordering: .relaxed).newValue <= capacity else {
            throw BackendError(.throttled, "Too many people log in at once: try again in a moment.", retryAfter: 5)
        }
        let value = try await Self.threads.runIfActive(work)
        finished.add(1, ordering: .relaxed)
        return value
    }

    /// A hash of nothing known, which costs what a real one does.
    private static func dummy(of cost: PasswordCost) -> String {
        func random(_ count: Int) -> String {
            Data((0..<count).map { _ in UInt8.random(in: 0...255) }).base64EncodedString().replacing("=", with: "")
        }
        return cost.prefix + random(16) + "$" + random(32)
    }
}
