import SpoolAPI

public struct AuthConfiguration: Hashable, Sendable {
    public var signUp: SignUpPolicy = .closed
    /// Of a refresh token: a login that is not used for so long ends.
    public var sessionLifetime: Duration = .seconds(30 * 24 * 3600)

    public init() {}
}
