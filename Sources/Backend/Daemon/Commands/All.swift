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

    @Option(help: "Tell this inherited descriptor how the start went: one JSON line, then it is closed.")
    var readyFd: Int32?

    @Option(
        help:
            "Also listen on this loopback address, HOST:PORT; for programs of the same user. (default: $SPOOL_LISTEN, else off)"
    )
    var listen: String?

    @Option(help: "Conversions at once. (default: $SPOOL_WORKERS, else the number of processor cores)")
    var workers: Int?

    @Option(
        help: "Stop after this many seconds without clients and work; 0 is never. (default: $SPOOL_IDLE_EXIT, else 600)"
    )
    var idleExit: Double?

    @Option(help: "trace, debug, info, notice, warning or error. (default: $SPOOL_LOG_LEVEL, else info)")
    var logLevel: String?

    func run() throws {
        spool_use_one_heap()
        // The queue goes on when the terminal goes.
        signal(SIGHUP, SIG_IGN)
        let ready = ReadySignal(descriptor: readyFd)
        do throws(StartFailure) {
            let settings = try Settings(
                home: try home.directories(), listen: listen, workers: workers, idleExit: idleExit, logLevel: logLevel,
                environment: ProcessInfo.processInfo.environment)
            let composition = try Composition(settings, ready: ready)
            Self.runForEver(composition, ready)
        } catch {
            ready.failed(error)
            throw error
        }
    }

    /// The services run on the cooperative pool; this thread only waits for their end.
    private static func runForEver(_ composition: Composition, _ ready: ReadySignal) -> Never {
        Task.detached {
            do throws(StartFailure) {
                try await composition.run()
                ExitStatus.success.exit()
            } catch {
                ready.failed(error)
                error.status.exit(saying: "spoold: \(error.message)")
            }
        }
        while true { pause() }
    }
}
