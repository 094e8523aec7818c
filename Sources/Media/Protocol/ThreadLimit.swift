/// A line that may follow a `.convert` request at any time: `{"threads":2}`. The bytes written do not depend on it.
public struct ThreadLimit: Codable, Hashable, Sendable {
    /// Encoder threads that may work from now on, ≥ 1.
    public var threads: Int

    public init(threads: Int) { self.threads = threads }
}
