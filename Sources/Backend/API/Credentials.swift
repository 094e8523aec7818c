/// `POST /v1/session`: what a login needs. Also sent as HTTP Basic.
public struct Credentials: Codable, Hashable, Sendable {
    public var email: String
    public var password: String

    public init(email: String, password: String) {
        self.email = email
        self.password = password
    }
}
