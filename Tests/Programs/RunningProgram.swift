import CPOSIX
import Glibc

/// A program that a test has started. It inherits no descriptor but the standard ones and is killed with the test that
/// forgets it; Foundation's `Process` promises neither, so that a survivor could hold up other tests for ever.
public final class RunningProgram {
    public let id: pid_t
    /// The exit status, 128 + the signal when one ended it; nil until it was reaped.
    public private(set) var status: Int32?

    /// - Parameter output: the descriptor that both its standard output and its standard error go to.
    public convenience init(
        _ path: String, _ arguments: [String], environment: [String: String], output: Int32
    ) throws {
        try self.init(path, arguments, environment: environment, output: output, errors: output)
    }

    public init(
        _ path: String, _ arguments: [String], environment: [String: String], output: Int32, errors: Int32
    ) throws {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let error = spool_spawn(path, &words, &variables, [nothing, output, errors], 3, &id)
        guard error == 0 else { throw ProgramFailure(program: path, reason: String(cString: strerror(error))) }
        self.id = id
    }

    deinit {
        send(SIGKILL)
        wait()
    }

    public var isRunning: Bool { status == nil && !spool_has_ended(id) }

    public func send(_ signal: Int32) { if status == nil { kill(id, signal) } }

    /// Blocks until it has ended.
    @discardableResult
    public func wait() -> Int32 {
        if let status { return status }
        var exit = spool_exit()
        _ = spool_reap(id, &exit)
        let ended = exit.signal == 0 ? exit.status : 128 + exit.signal
        status = ended
        return ended
    }
}
