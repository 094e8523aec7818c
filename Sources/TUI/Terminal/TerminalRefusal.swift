/// Why there can be no screen here. The program prints `message` to standard error and exits with `exitCode`.
public struct TerminalRefusal: Error, Hashable, Sendable {
    /// One line without a line break, naming the verbs that need no screen.
    public let message: String

    public static let exitCode: Int32 = 2

    init(program: String, reason: String) {
        message =
            "\(program): \(reason). Without a screen use its verbs: \(program) convert, add, ls, watch, get "
            + "(see \(program) --help)"
    }
}
