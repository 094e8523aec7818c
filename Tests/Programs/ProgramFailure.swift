/// A program could not be started.
public struct ProgramFailure: Error {
    public var program: String
    public var reason: String
}
