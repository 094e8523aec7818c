/// Something a service cannot work without.
public struct Dependency: Sendable {
    /// For people: `the ledger`.
    public var name: String
    /// How to mend it when it does not answer; nil when it says so itself.
    public var advice: String?
    /// Between two questions while it answers; nil is the asker's own.
    public var interval: Duration?
    private let probe: @Sendable () async throws -> Void
    private let look: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - look: throws while it does not answer, and changes nothing; nil when `probe` does not either.
    ///   - probe: throws while it does not answer; makes what is missing of its schema.
    public init(
        _ name: String, advice: String? = nil, interval: Duration? = nil,
        look: (@Sendable () async throws -> Void)? = nil,
        probe: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.advice = advice
        self.interval = interval
        self.probe = probe
        self.look = look ?? probe
    }

    /// Throws while it does not answer, or not within seconds.
    public func ask() async throws { try await probe() }

    /// Like `ask`, but leaves a schema as it is.
    public func examine() async throws { try await look() }
}
