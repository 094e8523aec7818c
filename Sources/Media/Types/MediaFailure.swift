/// A failure with its class and one sentence for people, e.g. `input ends at 12:03 of 45:10`.
///
/// The sentence never holds a path, a stack or a library's dump; the file's name is added by whoever shows it.
public struct MediaFailure: Error, Codable, Hashable, Sendable {
    public var code: FailureCode
    public var message: String

    public init(_ code: FailureCode, _ message: String) {
        self.code = code
        self.message = message
    }
}
