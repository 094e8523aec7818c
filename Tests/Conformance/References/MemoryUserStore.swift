import BackendCore
import SpoolAPI

public actor MemoryUserStore: UserStore, RefreshTokenStore, RevocationStore, ThrottleStore {
    private let clock: any SystemClock
    private var users: [UserID: UserAccount] = [:]
    private var tokens: [String: (token: RefreshToken, used: Bool)] = [:]
    private var revoked = Revocations()
    private var throttles: [String: (failures: Int, at: BootInstant)] = [:]

    public init(clock: any SystemClock) {
        self.clock = clock
    }

    private func store(_ account: UserAccount) throws {
        try account.validate()
        var account = account
        account.email = UserAccount.normalized(email: account.email)
        guard !users.values.contains(where: { $0.email == account.email && $0.id != account.id }) else {
            throw BackendError(.taken, "There is an account with this address already.")
        }
        users[account.id] = account
    }

    public func create(_ account: UserAccount) throws {
        guard users[account.id] == nil else { throw BackendError(.taken, "There is such an account already.") }
        try store(account)
    }

    public func account(_ id: UserID) -> UserAccount? { users[id] }

    public func account(email: String) -> UserAccount? {
        users.values.first { $0.email == UserAccount.normalized(email: email) }
    }

    public func update(_ account: UserAccount) throws {
        guard users[account.id] != nil else { throw BackendError(.notFound, "There is no such account.") }
        try store(account)
    }

    public func delete(_ id: UserID) {
        users[id] = nil
        revokeAll(of: id)
    }

    public func accounts(after: UserID?, limit: Int) -> [UserAccount] {
        let sorted = users.values.sorted { $0.id.rawValue < $1.id.rawValue }
        return Array(sorted.filter { $0.id.rawValue > after?.rawValue ?? "" }.prefix(limit))
    }

    public func insert(_ token: RefreshToken) throws {
        guard users[token.user] != nil else { throw BackendError(.notFound, "There is no such account.") }
        tokens[token.hash] = (token, false)
    }

    public func rotate(_ hash: String, to successor: String, expiresAt: Timestamp, now: Timestamp) -> TokenRotation {
        guard let (token, used) = tokens[hash] else { return .refused }
        if used {
            revokeFamily(of: hash)
            return .reused
        }
        guard token.expiresAt > now else { return .refused }
        tokens[hash] = (token, true)
        var next = token
        (next.hash, next.expiresAt) = (successor, expiresAt)
        tokens[successor] = (next, false)
        return .rotated(token.user, family: token.family)
    }

    public func revokeFamily(of hash: String) {
        guard let family = tokens[hash]?.token.family else { return }
        tokens = tokens.filter { $0.value.token.family != family }
    }

    public func revokeAll(of user: UserID) { tokens = tokens.filter { $0.value.token.user != user } }

    public func purge(now: Timestamp) {
        let alive = Set(tokens.values.filter { $0.token.expiresAt > now }.map(\.token.family))
        tokens = tokens.filter { alive.contains($0.value.token.family) }
    }

    public func endLogin(_ family: String, until: Timestamp) {
        tokens = tokens.filter { $0.value.token.family != family }
        revoked.logins[family] = max(until, revoked.logins[family] ?? 0)
    }

    public func endLogins(of user: UserID, except family: String?, until: Timestamp) {
        let families = Set(tokens.values.filter { $0.token.user == user }.map(\.token.family))
        for ended in families where ended != family { endLogin(ended, until: until) }
    }

    public func revoke(_ user: UserID, until: Timestamp) {
        revoked.users[user] = max(until, revoked.users[user] ?? 0)
    }

    public func revocations(now: Timestamp) -> Revocations {
        revoked.logins = revoked.logins.filter { $0.value > now }
        revoked.users = revoked.users.filter { $0.value > now }
        return revoked
    }

    public func recordFailure(_ key: String, window: Duration) -> ThrottleCounter {
        let before = counter(key)
        let failures = before.map { $0.elapsed > window ? 1 : $0.failures + 1 } ?? 1
        throttles[key] = (failures, clock.monotonic())
        return ThrottleCounter(failures: failures, elapsed: .zero)
    }

    public func counter(_ key: String) -> ThrottleCounter? {
        let now = clock.monotonic()
        return throttles[key].map { failures, at in
            let elapsed = at.boot == now.boot ? now.milliseconds - at.milliseconds : now.milliseconds
            return ThrottleCounter(failures: failures, elapsed: .milliseconds(elapsed))
        }
    }

    public func reset(_ key: String) { throttles[key] = nil }
}
