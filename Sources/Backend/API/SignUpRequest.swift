/// `POST /v1/users`: a new account, where the server allows it.
public struct SignUpRequest: Codable, Hashable, Sendable {
    public var email: String
    public var password: String
    /// Needed where the policy is `invite`.
    public var invitation: String?

    public init(email: String, password: String, invitation: String? = nil) {
        self.email = email
        self.password = password
        self.invitation = invitation
    }
}
