/// A client's name for one request, unique within an owner.
public struct IdempotencyKey: Hashable, Sendable {
    public var key: String
    /// A digest of the request, so that a key taken for another request is noticed.
    public var fingerprint: String

    public init(_ key: String, fingerprint: String) {
        self.key = key
        self.fingerprint = fingerprint
    }
}
