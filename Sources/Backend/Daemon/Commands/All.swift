import ArgumentParser
import CPOSIX
import FoundationEssentials
import Glibc

/// `spoold all`: every service in this process; for the person who starts it, or with `--listen` for people with
/// accounts.
struct All: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run all services in one process: for one person over a Unix socket, or with --listen for accounts.",
        discussion: """
            Exit status: 0 stopped in order (asked to, or idle), 1 could not start, 2 usage, 3 another daemon serves \
            this home, 4 something did not stop in time (what ran is found again at the next start).
            """)

    @OptionGroup var home: HomeOption

    @OptionGroup var options: ServiceOptions

    @Option(help: "Tell this inherited descriptor how the start went: one JSON line, then it is closed.")
    var readyFd: Int32?

    @Option(
        help: """
            Serve people with accounts at this address, HOST:PORT, instead of one person without a login. \
            (default: $SPOOL_LISTEN, else off; the environment does not count with --ready-fd)
            """
    )
    var listen: String?

    @Option(
        help: """
            For one person, also listen on this loopback address, HOST:PORT; for programs of the same user. \
            (default: $SPOOL_LOOPBACK, else off)
            """
    )
    var loopback: String?

    @Option(
        help: """
            Stop after this many seconds without clients and work; 0 is never. \
            (default: $SPOOL_IDLE_EXIT, else 600)
            """
    )
    var idleExit: Double?

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        guard try isServed(environment) else { return try runForOne(environment) }
        try ServiceProcess.run(Set(Role.allCases), home: home, options, listen: listen)
    }

    /// Whoever takes the ready line is a program of one person.
    private func isServed(_ environment: [String: String]) throws(StartFailure) -> Bool {
        guard listen != nil else {
            if readyFd != nil { return false }
            return try options.values([:], environment).text("SPOOL_LISTEN") != nil
        }
        guard readyFd == nil, loopback == nil, idleExit == nil else {
            throw StartFailure(
                "--listen serves people with accounts: leave out --ready-fd, --loopback and --idle-exit", status: .usage
            )
        }
        return true
    }

    private func runForOne(_ environment: [String: String]) throws {
        spool_use_one_heap()
        // The queue goes on when the terminal goes.
        signal(SIGHUP, SIG_IGN)
        let ready = ReadySignal(descriptor: readyFd)
        do throws(StartFailure) {
            let values = try options.values(
                ["SPOOL_IDLE_EXIT": idleExit.map { "\($0)" }, "SPOOL_LOOPBACK": loopback], environment)
            let settings = try Settings(home: try home.directories(), values, environment: environment)
            let services = try SingleUser(settings, ready: ready)
            ServiceProcess.runForEver({ () throws(StartFailure) in try await services.run() }) { ready.failed($0) }
        } catch {
            ready.failed(error)
            throw error
        }
    }
}
