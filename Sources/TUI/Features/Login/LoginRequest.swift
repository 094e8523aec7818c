import SpoolAPI

/// What the login form asks for.
public struct LoginRequest: Hashable, Sendable {
    /// A known server's name, or an address.
    public var server: String
    public var email: String
    public var password: Password
    /// Make the account first.
    public var createsAccount: Bool
    public var invitation: String?
}

/// Why a login did not work.
public struct LoginFailure: Error, Hashable, Sendable {
    public var message: String
    /// Seconds until the server takes another attempt.
    public var wait: Int?

    public init(_ message: String, wait: Int? = nil) {
        self.message = message
        self.wait = wait
    }
}

/// What a server says of itself before anybody logs in.
public struct ServerDescription: Hashable, Sendable {
    public var signUp: SignUpPolicy
    /// The way there is not encrypted.
    public var isExposed: Bool

    public init(signUp: SignUpPolicy, isExposed: Bool) {
        self.signUp = signUp
        self.isExposed = isExposed
    }
}
