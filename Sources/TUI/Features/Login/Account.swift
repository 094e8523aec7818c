/// Who works where.
public struct Account: Hashable, Sendable {
    /// The server's name; nil is one's own daemon.
    public var server: String?
    /// Nil while nobody is logged in.
    public var email: String?

    public init(server: String? = nil, email: String? = nil) {
        self.server = server
        self.email = email
    }
}
