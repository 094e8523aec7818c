import BackendCore
import HTTPTypes
import Hummingbird
import SpoolAPI

/// Logins and accounts: reads what clients send and passes it on to the auth service.
struct SessionHandlers: Sendable {
    private let sessions: any SessionAuthority

    init(served: ServedMode) { sessions = served.sessions }

    private static let bodyLimit = 16 * 1024

    /// `POST /v1/session`.
    func login(_ request: Request, from address: String) async throws -> Response {
        let credentials = try await credentials(request)
        return try .json(try await sessions.login(credentials, from: address), status: .created)
    }

    /// `POST /login`: the reference system's form of it.
    func token(_ request: Request, from address: String) async throws -> Response {
        guard let credentials = Credentials(basic: request.headers[.authorization]) else {
            throw Problem(.unauthorized, "Send your address and password as HTTP Basic.")
        }
        return .text(try await sessions.login(credentials, from: address).accessToken)
    }

    func refresh(_ request: Request, from address: String) async throws -> Response {
        let body = try await request.json(RefreshRequest.self, limit: Self.bodyLimit).value
        return try .json(try await sessions.refresh(body.refreshToken, from: address))
    }

    func logout(_ identity: AccessIdentity) async throws -> Response {
        try await sessions.logout(identity)
        return Response(status: .noContent)
    }

    func signUp(_ request: Request, from address: String) async throws -> Response {
        let body = try await request.json(SignUpRequest.self, limit: Self.bodyLimit).value
        return try .json(try await sessions.signUp(body, from: address), status: .created)
    }

    func profile(_ identity: AccessIdentity) async throws -> Response {
        try .json(try await sessions.profile(of: identity.user))
    }

    func change(_ identity: AccessIdentity, _ request: Request, from address: String) async throws -> Response {
        let patch = try await request.json(UserPatch.self, limit: Self.bodyLimit).value
        return try .json(try await sessions.change(patch, by: identity, from: address))
    }

    /// A header that is there counts, the body only without one.
    private func credentials(_ request: Request) async throws -> Credentials {
        if let header = request.headers[.authorization] {
            guard let credentials = Credentials(basic: header) else {
                throw Problem(.unauthorized, "The Authorization header is not HTTP Basic.")
            }
            return credentials
        }
        return try await request.json(Credentials.self, limit: Self.bodyLimit).value
    }
}
