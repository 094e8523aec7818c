import BackendCore
import FoundationEssentials
import SpoolAPI

/// The auth service of another process, over HTTP.
public struct RemoteAuthority: SessionAuthority {
    private let base: String
    private let secret: String?
    private let client: HTTPClient
    /// Logins take long and wait for each other; what every request needs does not wait for them.
    private let questions: HTTPClient

    /// - Parameters:
    ///   - url: the service's address, as `http://auth:8081`.
    ///   - secret: what the auth service expects of gateways.
    ///   - caFile: see `HTTPClient`.
    public init(url: String, secret: String?, caFile: String? = nil) {
        base = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.secret = secret
        client = HTTPClient(caFile: caFile)
        questions = HTTPClient(connections: 1, caFile: caFile)
    }

    public func login(_ credentials: Credentials, from address: String) async throws -> SessionGrant {
        try await call(.login, credentials, from: address)
    }

    public func refresh(_ refreshToken: String, from address: String) async throws -> SessionGrant {
        try await call(.refresh, RefreshRequest(refreshToken: refreshToken), from: address)
    }

    public func logout(_ identity: AccessIdentity) async throws { _ = try await send(.logout, identity) }

    public func signUp(_ request: SignUpRequest, from address: String) async throws -> UserProfile {
        try await call(.signUp, request, from: address)
    }

    public func profile(of user: UserID) async throws -> UserProfile { try await call(.profile, user) }

    public func change(
        _ patch: UserPatch, by identity: AccessIdentity, from address: String
    ) async throws -> UserProfile {
        try await call(.change, ProfileChange(patch, by: identity), from: address)
    }

    public func delete(_ identity: AccessIdentity) async throws { _ = try await send(.delete, identity) }

    public func verificationKeys() async throws -> VerificationKeys {
        try Self.decoded(try await send(.verificationKeys, "", over: questions, timeout: .seconds(3)))
    }

    private func call<Answer: Decodable>(
        _ route: AuthRoute, _ content: some Codable & Sendable, from address: String = ""
    ) async throws -> Answer {
        try Self.decoded(try await send(route, content, from: address))
    }

    private static func decoded<Answer: Decodable>(_ body: [UInt8]) throws -> Answer {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) else { throw strange }
        return answer
    }

    private func send(
        _ route: AuthRoute, _ content: some Codable & Sendable, from address: String = "",
        over client: HTTPClient? = nil, timeout: Duration = .seconds(10)
    ) async throws -> [UInt8] {
        var request = HTTPRequest(
            "POST", base + route.path, headers: [("Content-Type", "application/json")], timeout: timeout)
        if let secret { request.headers.append(("Authorization", "Bearer \(secret)")) }
        request.body = Array(try JSONEncoder().encode(AuthRequest(content, from: address)))
        let response = try await (client ?? self.client).send(request)
        guard !(200...299).contains(response.status) else { return response.body }
        guard let refusal = try? JSONDecoder().decode(AuthRefusal.self, from: Data(response.body)) else {
            throw Self.strange
        }
        throw refusal.error
    }

    private static let strange = BackendError(
        .unavailable, "The auth service gives an answer that is not understood: see its address and version.",
        retryAfter: 5)
}
