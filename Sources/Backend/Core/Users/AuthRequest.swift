/// A call of the auth service over HTTP.
public struct AuthRequest<Content: Codable & Sendable>: Codable, Sendable {
    public var content: Content
    /// The address of the gateway's client, for throttling.
    public var address: String

    public init(_ content: Content, from address: String = "") {
        self.content = content
        self.address = address
    }
}
