import BackendCore
import JWTKit
import SpoolAPI

/// What an access token says (RFC 9068). Times are whole seconds since 1970.
struct AccessClaims: JWTPayload, Hashable {
    var iss: String
    var aud: String
    var sub: String
    var exp: Int64
    var nbf: Int64
    var iat: Int64
    /// The login: a refresh token's family.
    var sid: String
    var role: UserAccount.Role

    static let issuer = "spool"
    static let audience = "spool"
    /// Seconds.
    static let lifetime: Int64 = 15 * 60
    /// Seconds by which clocks may differ.
    static let leeway: Int64 = 60

    init(user: UserID, role: UserAccount.Role, login: String, now: Timestamp) {
        iss = Self.issuer
        aud = Self.audience
        sub = user.rawValue
        iat = now / 1000
        nbf = iat
        exp = iat + Self.lifetime
        sid = login
        self.role = role
    }

    /// Until when a login that ends now must be remembered.
    static func lastExpiry(now: Timestamp) -> Timestamp { now + (lifetime + 2 * leeway) * 1000 }

    /// - Parameter expiry: as `exp`.
    static func isCurrent(_ expiry: Int64, now: Timestamp) -> Bool { now / 1000 < expiry + leeway }

    /// nil when the claims are not good at `now`.
    func identity(now: Timestamp, _ keys: VerificationKeys) -> AccessIdentity? {
        let seconds = now / 1000
        guard iss == Self.issuer, aud == Self.audience, !sub.isEmpty, !sid.isEmpty,
            // Bounded, so that no sum overflows.
            nbf >= 0, exp < 1 << 40, nbf <= iat, iat <= exp, exp - iat <= Self.lifetime,
            nbf - Self.leeway <= seconds, Self.isCurrent(exp, now: now),
            keys.admits(user: sub, login: sid, expires: exp * 1000)
        else { return nil }
        return AccessIdentity(user: UserID(sub), role: role, session: sid, expiresAt: exp * 1000)
    }

    /// Times are checked by `identity`, with a clock.
    func verify(using algorithm: some JWTAlgorithm) throws {}
}

extension VerificationKeys {
    /// Whether neither the login nor the user of a token has been revoked. A token that expires at `expires` cannot
    /// have been issued before its longest lifetime.
    func admits(user: String, login: String, expires: Timestamp) -> Bool {
        revokedSessions[login] == nil && expires - AccessClaims.lifetime * 1000 >= revokedUsers[user] ?? .min
    }
}
