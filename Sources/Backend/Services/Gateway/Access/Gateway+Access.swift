import BackendCore
import HTTPTypes
import Hummingbird
import SpoolAPI

extension Gateway {
    /// Whom the request speaks for; throws `unauthorized` where nobody may call the route without a login.
    func principal(of request: Request, to route: Route, _ job: JobID?) async throws -> Principal {
        guard let served else { return .local }
        if route.access == .anyone { return .nobody }
        if route == .mp3, let job, let link = Self.link(in: request, to: job) {
            try check(link, key: served.linkKey)
            return .link
        }
        guard let token = request.headers[.authorization]?.authorizationToken(of: "bearer") else {
            throw Problem(.unauthorized, "Log in first: this needs an access token.")
        }
        return .user(try await served.verifier.verify(token))
    }

    /// Whether a request that goes on may do so.
    func stillAllowed(_ principal: Principal) -> @Sendable () async -> Bool {
        guard let served, case .user(let identity) = principal else { return { true } }
        return { await served.verifier.isGood(identity) }
    }

    private static func link(in request: Request, to job: JobID) -> SignedLink? {
        let query = request.uri.queryParameters
        return SignedLink(job: job, expires: query["expires"], signature: query["signature"])
    }

    private func check(_ link: SignedLink, key: LinkKey) throws {
        guard link.isGenuine(key: key) else {
            throw Problem(.unauthorized, "This link is not valid: take it whole from the mail, or log in.")
        }
        guard link.isValid(key: key, now: clock.wall()) else {
            throw Problem(.gone, "This link has expired: log in to download the MP3.")
        }
    }

    /// The client's network address, for throttling; empty over a Unix socket.
    func address(of request: Request, _ context: GatewayContext) -> String {
        if served?.limits.trustsForwardedFor == true, let forwarded = request.headers[values: .forwardedFor].last,
            let nearest = forwarded.split(separator: ",").last
        {
            return String(nearest.filter { $0 != " " })
        }
        return context.peer ?? ""
    }

    /// RFC 9110 §11.6.1: how to log in.
    static func challenge(_ route: Route?) -> String {
        let basic = #"Basic realm="Spool", charset="UTF-8""#
        return route == .token || route == .login ? basic : #"Bearer realm="Spool""#
    }
}

extension HTTPField.Name {
    private static let forwarded = HTTPField.Name("X-Forwarded-For")
    fileprivate static var forwardedFor: HTTPField.Name { forwarded ?? .ifMatch }
}
