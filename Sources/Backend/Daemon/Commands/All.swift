import ArgumentParser
import CPOSIX
import FoundationEssentials
import Glibc

/// `spoold all`: every service in this process, for the person who starts it.
struct All: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run all services for one person, over a Unix socket.",
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
            Also listen on this loopback address, HOST:PORT; for programs of the same user. \
            (default: $SPOOL_LISTEN, else off)
            """
    )
    var listen: String?

    @Option(
        help: """
            Stop after this many seconds without clients and work; 0 is never. \
            (default: $SPOOL_IDLE_EXIT, else 600)
            """
    )
    var idleExit: Double?

    func run() throws {
        spool_use_one_heap()
        // The queue goes on when the terminal goes.
        signal(SIGHUP, SIG_IGN)
        let ready = ReadySignal(descriptor: readyFd)
        do throws(StartFailure) {
            let environment = ProcessInfo.processInfo.environment
            let values = try options.values(
                ["SPOOL_IDLE_EXIT": idleExit.map { "\($0)" }, "SPOOL_LISTEN": listen], environment)
            let settings = try Settings(home: try home.directories(), values, environment: environment)
            let services = try SingleUser(settings, ready: ready)
            ServiceProcess.runForEver({ () throws(StartFailure) in try await services.run() }) { ready.failed($0) }
        } catch {
            ready.failed(error)
            throw error
        }
    }
}
