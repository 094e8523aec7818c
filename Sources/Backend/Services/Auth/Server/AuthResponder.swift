import BackendCore
import Crypto
import HTTPTypes
import Hummingbird
import Logging
import SpoolAPI

/// Answers gateways: finds the call, checks that a gateway calls, and turns errors into refusals.
struct AuthResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let service: AuthService
    let verifier: TokenVerifier
    let secret: String?
    let watch: DependencyWatch
    let logger: Logger

    private static let bodyLimit = 16 * 1024

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        do {
            return try await answer(request)
        } catch let error as BackendError {
            return refusal(error)
        } catch let problem as Problem {
            return refusal(BackendError(.invalid, problem.detail), status: problem.status)
        } catch is CancellationError {
            return refusal(BackendError(.unavailable, "The auth service is stopping.", retryAfter: 2))
        } catch {
            logger.error("\(request.method) \(request.uri.path): \(error)")
            return refusal(BackendError(.internalError, "Something went wrong in the auth service; see its log."))
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        switch (request.method, request.uri.path) {
        case (.get, "/healthz"): return .text("alive\n")
        case (.get, "/readyz"): return ready()
        case (.get, "/metrics"): return .text(figures(), type: "text/plain; version=0.0.4; charset=utf-8")
        case (.get, "/.well-known/jwks.json"):
            return .bytes(Array(service.keys.keySet.utf8), type: "application/jwk-set+json", status: .ok)
        case (.post, let path):
            guard let route = AuthRoute(rawValue: String(path.dropFirst())) else { break }
            try checkCaller(request)
            return try await call(route, request)
        default: break
        }
        throw BackendError(.notFound, "There is no such call of the auth service.")
    }

    private func call(_ route: AuthRoute, _ request: Request) async throws -> Response {
        switch route {
        case .login:
            let call = try await body(Credentials.self, request)
            return try .json(try await service.login(call.content, from: call.address))
        case .refresh:
            let call = try await body(RefreshRequest.self, request)
            return try .json(try await service.refresh(call.content.refreshToken, from: call.address))
        case .logout:
            try await service.logout(try await body(AccessIdentity.self, request).content)
            return Response(status: .noContent)
        case .signUp:
            let call = try await body(SignUpRequest.self, request)
            return try .json(try await service.signUp(call.content, from: call.address))
        case .profile:
            return try .json(try await service.profile(of: try await body(UserID.self, request).content))
        case .change:
            let call = try await body(ProfileChange.self, request)
            return try .json(
                try await service.change(call.content.patch, by: call.content.identity, from: call.address))
        case .delete:
            try await service.delete(try await body(AccessIdentity.self, request).content)
            return Response(status: .noContent)
        case .validate:
            await verifier.refresh()
            return try .json(try await verifier.verify(try await body(String.self, request).content))
        case .verificationKeys:
            return try .json(try await service.verificationKeys())
        }
    }

    private func body<Content: Codable & Sendable>(
        _ type: Content.Type, _ request: Request
    ) async throws -> AuthRequest<Content> {
        try await request.json(AuthRequest<Content>.self, limit: Self.bodyLimit).value
    }

    /// Hashes are compared: that takes the same time wherever the secrets differ.
    private func checkCaller(_ request: Request) throws {
        guard let secret else { return }
        let given = request.headers[.authorization]?.authorizationToken(of: "bearer") ?? ""
        guard SHA256.hash(data: Array(given.utf8)) == SHA256.hash(data: Array(secret.utf8)) else {
            throw BackendError(.forbidden, "Only gateways call the auth service: send the shared secret.")
        }
    }

    private func ready() -> Response {
        let waitsFor = watch.waitsFor
        var response = Response.text(
            waitsFor.isEmpty ? "ready\n" : waitsFor.map { "waiting for \($0)\n" }.joined())
        if !waitsFor.isEmpty { response.status = .serviceUnavailable }
        return response
    }

    private func figures() -> String {
        Figure.text([
            Figure("spool_password_hashes_total", "Password hashes computed.", kind: .counter, service.hasher.count)
        ])
    }

    private func refusal(_ error: BackendError, status: Int? = nil) -> Response {
        let status = HTTPResponse.Status(code: status ?? error.problem.status)
        return (try? Response.json(AuthRefusal(error), status: status)) ?? Response(status: status)
    }
}
