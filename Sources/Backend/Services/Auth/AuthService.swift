import BackendCore
import Logging
import SpoolAPI

/// Accounts and logins over the stores; keeps no state of its own, so any number may run.
public struct AuthService: SessionAuthority {
    public typealias Store = UserStore & RefreshTokenStore & RevocationStore & ThrottleStore

    let store: any Store
    let keys: SigningKeys
    let hasher: PasswordHasher
    let configuration: AuthConfiguration
    let clock: any SystemClock
    let audit: AuditLog
    var throttle: LoginThrottle { LoginThrottle(store: store) }

    public init(
        store: any Store, keys: SigningKeys, hasher: PasswordHasher = .init(),
        configuration: AuthConfiguration = .init(), clock: any SystemClock = KernelClock(), logger: Logger
    ) {
        self.store = store
        self.keys = keys
        self.hasher = hasher
        self.configuration = configuration
        self.clock = clock
        audit = AuditLog(logger: logger)
    }

    static let wrongCredentials = BackendError(.unauthorized, "The address or the password is wrong.")
    static let loginEnded = BackendError(.unauthorized, "This login has ended: log in again.")

    public func login(_ credentials: Credentials, from address: String) async throws -> SessionGrant {
        let account = try await authenticated(credentials, from: address, for: .login)
        let token = SessionToken()
        try await insert(token, of: account.id)
        // Whoever changes the password, disables or deletes the account meanwhile ends the logins that are there by
        // then; a login that comes too late for that sees the change here.
        guard let now = try await store.account(account.id), !now.isDisabled,
            try await isStill(credentials.password, of: now, account)
        else {
            try await store.endLogin(token.family, until: lastExpiry)
            throw Self.wrongCredentials
        }
        audit.note(.login, .ok, user: account.id, from: address)
        return try await grant(now, token)
    }

    public func refresh(_ refreshToken: String, from address: String) async throws -> SessionGrant {
        guard let token = SessionToken(refreshToken) else { throw Self.loginEnded }
        let next = SessionToken(family: token.family)
        let rotation = try await store.rotate(
            token.hash, to: next.hash, expiresAt: sessionExpiry, now: clock.wall())
        switch rotation {
        case .rotated(let user, _):
            guard let account = try await store.account(user), !account.isDisabled else { throw Self.loginEnded }
            audit.note(.refresh, .ok, user: user, from: address)
            return try await grant(account, next)
        case .reused:
            try await store.endLogin(token.family, until: lastExpiry)
            audit.note(.refresh, .reused, from: address)
        case .refused:
            audit.note(.refresh, .refused, from: address)
        }
        throw Self.loginEnded
    }

    public func logout(_ identity: AccessIdentity) async throws {
        try await store.endLogin(identity.session, until: lastExpiry)
        audit.note(.logout, .ok, user: identity.user)
    }

    public func verificationKeys() async throws -> VerificationKeys {
        let revocations = try await store.revocations(now: clock.wall())
        return VerificationKeys(
            keySet: keys.keySet, revokedSessions: revocations.logins,
            revokedUsers: Dictionary(uniqueKeysWithValues: revocations.users.map { ($0.key.rawValue, $0.value) }))
    }

    /// Forgets refresh tokens that have expired: call it now and then.
    public func purge() async throws { try await store.purge(now: clock.wall()) }

    /// The account whose password this is. Everything that can be wrong looks the same and takes the same time.
    func authenticated(
        _ credentials: Credentials, from address: String, for event: AuditLog.Event
    ) async throws -> UserAccount {
        let attempt = LoginThrottle.Attempt(email: credentials.email, address: address)
        do {
            try await throttle.begin(attempt)
        } catch let error as BackendError where error.code == .throttled {
            audit.note(event, .throttled, from: address)
            throw error
        }
        let account = try await store.account(email: credentials.email)
        let matches = try await hasher.verify(credentials.password, against: account?.passwordHash)
        guard matches, let account, !account.isDisabled else {
            try await throttle.failed(attempt)
            audit.note(event, .refused, user: account?.id, from: address)
            throw Self.wrongCredentials
        }
        try await throttle.succeeded(attempt)
        return try await rehashed(account, credentials.password)
    }

    var lastExpiry: Timestamp { AccessClaims.lastExpiry(now: clock.wall()) }
    private var sessionExpiry: Timestamp { clock.wall() + configuration.sessionLifetime.wholeMilliseconds }

    private func insert(_ token: SessionToken, of user: UserID) async throws {
        do {
            try await store.insert(
                RefreshToken(hash: token.hash, user: user, family: token.family, expiresAt: sessionExpiry))
        } catch let error as BackendError where error.code == .notFound {
            throw Self.wrongCredentials
        }
    }

    /// Another login may have hashed the same password anew.
    private func isStill(_ password: String, of now: UserAccount, _ before: UserAccount) async throws -> Bool {
        if now.passwordHash == before.passwordHash { return true }
        return try await hasher.verify(password, against: now.passwordHash)
    }

    /// Hashes the password anew when hashes cost more today.
    private func rehashed(_ account: UserAccount, _ password: String) async throws -> UserAccount {
        guard hasher.isOutdated(account.passwordHash) else { return account }
        let hash = try await hasher.hash(password)
        guard var now = try await store.account(account.id), now.passwordHash == account.passwordHash else {
            return account
        }
        now.passwordHash = hash
        try await store.update(now)
        return now
    }

    private func grant(_ account: UserAccount, _ token: SessionToken) async throws -> SessionGrant {
        let claims = AccessClaims(user: account.id, role: account.role, login: token.family, now: clock.wall())
        let access = try await keys.sign(claims, type: TokenHeader.accessType)
        return SessionGrant(
            accessToken: access, accessExpiresAt: claims.exp * 1000, refreshToken: token.text,
            refreshExpiresAt: sessionExpiry, user: UserProfile(account))
    }
}
