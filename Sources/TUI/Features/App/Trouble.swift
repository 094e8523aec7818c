/// Why an effect did not work: one sentence for people, with what to do about it.
public struct Trouble: Error, Hashable, Sendable {
    public var message: String
    public init(_ message: String) { self.message = message }
}
