/// An address that the gateway cannot listen on.
public struct ListenFailure: Error, Hashable, Sendable {
    /// The system's sentence, e.g. `Address already in use`.
    public var reason: String
}
