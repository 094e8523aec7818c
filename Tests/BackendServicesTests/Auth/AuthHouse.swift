import BackendConformance
import BackendCore
import Crypto
import JWTKit
import Logging
import SpoolAPI
import Synchronization
import Testing

@testable import BackendServices

/// An auth service over stores in memory, on a clock that tests move, with cheap hashes, and a gateway's verifier.
struct AuthHouse {
    static let password = "correct horse"

    let clock = ManualClock()
    let store: MemoryUserStore
    /// What the service signs with.
    let key = Curve25519.Signing.PrivateKey()
    let keys: SigningKeys
    let hasher: PasswordHasher
    let service: AuthService
    let verifier: TokenVerifier
    let log = LogCapture()
    var administration: UserAdministration { UserAdministration(service) }

    init(
        signUp: SignUpPolicy = .closed, cost: PasswordCost = PasswordCost(passes: 1, memory: 8192),
        capacity: Int = 1000
    ) async throws {
        store = MemoryUserStore(clock: clock)
        keys = try await SigningKeys(pem: EdDSA.PrivateKey(backing: key).pemRepresentation)
        hasher = PasswordHasher(cost: cost, capacity: capacity)
        service = Self.service(store, keys, hasher, signUp, clock, log)
        verifier = TokenVerifier(service, patience: .seconds(60), clock: clock, logger: log.logger)
        await verifier.refresh()
    }

    /// Another process of the same service.
    func restarted() -> AuthService { Self.service(store, keys, hasher, .closed, clock, log) }

    private static func service(
        _ store: MemoryUserStore, _ keys: SigningKeys, _ hasher: PasswordHasher, _ signUp: SignUpPolicy,
        _ clock: ManualClock, _ log: LogCapture
    ) -> AuthService {
        var configuration = AuthConfiguration()
        configuration.signUp = signUp
        return AuthService(
            store: store, keys: keys, hasher: hasher, configuration: configuration, clock: clock, logger: log.logger)
    }

    @discardableResult
    func add(_ email: String = "ann@example.org", role: UserAccount.Role = .user) async throws -> UserAccount {
        try await administration.add(email, password: Self.password, role: role)
    }

    func login(
        _ email: String = "ann@example.org", _ password: String = AuthHouse.password, from address: String = "10.0.0.1"
    ) async throws -> SessionGrant {
        try await service.login(Credentials(email: email, password: password), from: address)
    }

    func identity(_ grant: SessionGrant) async throws -> AccessIdentity {
        await verifier.refresh()
        return try await verifier.verify(grant.accessToken)
    }
}

/// What was logged, as text.
final class LogCapture: Sendable {
    private let lines = Mutex<[String]>([])
    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        Logger(label: "auth") { [self] _ in Handler(capture: self) }
    }

    private struct Handler: LogHandler {
        let capture: LogCapture
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            capture.lines.withLock { $0.append("\(event.message) \(metadata) \(event.metadata ?? [:])") }
        }
    }
}

/// The error that `body` throws.
func refusal(_ body: () async throws -> Void) async -> BackendError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? BackendError
    }
}
