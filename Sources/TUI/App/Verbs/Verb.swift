import ArgumentParser
import ClientCore

/// A verb of `spool`. `perform` runs with Swift concurrency; what it throws becomes a message and an exit status.
protocol Verb: ParsableCommand {
    var common: CommonOptions { get }
    func perform(_ context: VerbContext) async throws -> ExitStatus
    /// Said when Ctrl-C ended it.
    var interruptedMessage: String { get }
}

extension Verb {
    var interruptedMessage: String { "interrupted" }
}

/// A verb's end with a message of its own.
struct VerbFailure: Error {
    var status: ExitStatus
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    static func usage(_ message: String) -> VerbFailure { VerbFailure(.usage, message) }
}
