/// A server that can be chosen in the login form and the palette.
public struct KnownServer: Hashable, Sendable {
    /// Short; its address when it has no name.
    public var name: String
    public var url: String
    /// Who logged in there last; empty when nobody has.
    public var email: String

    public init(name: String, url: String, email: String = "") {
        self.name = name
        self.url = url
        self.email = email
    }
}
