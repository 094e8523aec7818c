/// Something a service cannot work without.
public struct Dependency: Sendable {
    /// For people: `the ledger`.
    public var name: String
    /// How to mend it when it does not answer; nil when it says so itself.
    public var advice: String?
    private let probe: @Sendable () async throws -> Void

    /// - Parameter probe: throws while it does not answer; makes what is missing of its schema.
    public init(_ name: String, advice: String? = nil, probe: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.advice = advice
        self.probe = probe
    }

    /// Throws while it does not answer, or not within seconds.
    public func ask() async throws { try await probe() }
}
