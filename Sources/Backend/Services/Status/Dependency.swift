/// Something a service cannot work without.
public struct Dependency: Sendable {
    /// For people: `the database`.
    public var name: String
    /// Throws while it does not answer; takes seconds at most.
    var probe: @Sendable () async throws -> Void

    public init(_ name: String, probe: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.probe = probe
    }
}
