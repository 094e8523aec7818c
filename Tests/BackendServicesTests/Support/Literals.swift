import SpoolAPI

extension JobID: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension BatchID: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension UserID: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}
