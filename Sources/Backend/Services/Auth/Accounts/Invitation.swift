import BackendCore
import JWTKit
import SpoolAPI

/// A signed permission to make an account with one address. It needs no store: the account that it made keeps it from
/// being used again.
struct Invitation: JWTPayload, Hashable {
    var aud = "spool sign-up"
    /// The normalized address.
    var email: String
    /// Seconds since 1970.
    var exp: Int64

    init(email: String, expires: Timestamp) {
        self.email = UserAccount.normalized(email: email)
        exp = expires / 1000
    }

    func admits(_ email: String, now: Timestamp) -> Bool {
        aud == "spool sign-up" && self.email == UserAccount.normalized(email: email) && now / 1000 < exp
    }

    /// The time is checked by `admits`, with a clock.
    func verify(using algorithm: some JWTAlgorithm) throws {}
}
