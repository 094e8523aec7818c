/// The auth service's HTTP routes beyond `/login`, `/validate` and the key set: what gateways call. Bodies are JSON.
public enum AuthRoute: String, CaseIterable, Sendable {
    /// `AuthRequest<Credentials>` → `SessionGrant`.
    case login
    /// `AuthRequest<RefreshRequest>` → `SessionGrant`.
    case refresh
    /// `AuthRequest<AccessIdentity>` → nothing.
    case logout
    /// `AuthRequest<SignUpRequest>` → `UserProfile`.
    case signUp = "sign-up"
    /// `AuthRequest<UserID>` → `UserProfile`.
    case profile
    /// `AuthRequest<ProfileChange>` → `UserProfile`.
    case change
    /// `AuthRequest<AccessIdentity>` → nothing.
    case delete
    /// `AuthRequest<String>`, an access token → `AccessIdentity`.
    case validate
    /// `AuthRequest<String>`, not read → `VerificationKeys`.
    case verificationKeys = "verification-keys"

    /// All are called with POST.
    public var path: String { "/\(rawValue)" }
}
