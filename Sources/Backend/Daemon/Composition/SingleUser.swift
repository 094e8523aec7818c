import BackendCore
import BackendServices
import Glibc
import Hummingbird
import Logging
import MediaProtocol
import MediaTypes
import ServiceLifecycle

/// Puts the services of single-user mode together: one person, one process, a Unix socket, no login.
struct SingleUser: Sendable {
    private let settings: Settings
    private let ready: ReadySignal
    /// Held until the process ends.
    private let lock: DaemonLock
    private let transcoder: WorkerTranscoder
    private let fileMode: mode_t
    private let logger: Logger

    /// Checks and takes what must be the daemon's own before anything runs.
    init(_ settings: Settings, ready: ReadySignal) throws(StartFailure) {
        self.settings = settings
        self.ready = ready
        // Delivered files follow the user's mask, everything else is private.
        fileMode = 0o666 & ~umask(0o077)
        try settings.home.prepare()
        lock = try DaemonLock(settings.home.lock)
        let file = try LogFile(settings.home.log)
        let level = settings.logLevel
        LoggingSystem.bootstrap { LineLogHandler(label: $0, format: .text, level: level, sink: file) }
        logger = Logger(label: "spoold")
        transcoder = try WorkerTranscoder.found()
    }

    /// Returns when the daemon has stopped in order.
    func run() async throws(StartFailure) {
        logger.notice("spoold starts, process \(getpid())")
        do {
            let adapters = try Adapters(home: settings.home)
            try await Recovery(ledger: adapters.ledger, catalog: adapters.ledger, logger: logger).run()
            try await group(adapters).run()
            try adapters.close()
        } catch {
            logger.error("the daemon failed: \(error)")
            throw StartFailure(error, subject: "the daemon")
        }
        _ = settings.home.socket.withCString { unlink($0) }
        logger.notice("spoold has stopped")
    }

    private func group(_ adapters: Adapters) -> ServiceGroup {
        let ledger = adapters.ledger
        let feed = ChangeFeed(journal: ledger, logger: Logger(label: "feed"))
        let converters = ConverterStatus(workers: settings.workers) { feed.notify() }
        let connections = ConnectionCount()
        let (stopRequests, stop) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let gateway = Gateway(
            ledger: ledger, catalog: ledger, feed: feed, wakeUps: adapters.work, converters: converters,
            configuration: GatewayConfiguration(mode: .singleUser, pid: getpid(), connections: connections) {
                stop.yield()
            },
            logger: Logger(label: "gateway"))
        let converter = Converter(
            ledger: ledger, feed: feed, wakeUps: adapters.work, transcoder: transcoder, status: converters,
            configuration: converterConfiguration, logger: Logger(label: "converter"))
        let notifier = Notifier(
            catalog: ledger, feed: feed, mailer: adapters.mailer, addressees: .one(settings.recipient),
            logger: Logger(label: "notifier"))
        let lifetime = Lifetime(
            stopRequests: stopRequests, connections: connections, converters: converters, ledger: ledger,
            idleExit: settings.idleExit, logger: logger)
        // They stop in the reverse order: event streams end with the feed, conversions are given back before the
        // last clients are waited for.
        return .stoppingInTime(
            servers(gateway).map { .init(service: $0) } + [
                .init(service: converter), .init(service: notifier),
                .init(service: feed), .init(service: lifetime, successTerminationBehavior: .gracefullyShutdownGroup),
            ], logger: logger)
    }

    private var converterConfiguration: ConverterConfiguration {
        var configuration = ConverterConfiguration(
            workers: settings.workers, cores: settings.cores, name: "spoold-\(getpid())", home: settings.home.data)
        configuration.fileMode = fileMode
        configuration.freeSpaceFloor = settings.freeSpaceFloor ?? configuration.freeSpaceFloor
        return configuration
    }

    /// The daemon is ready when it can be reached in every way that was asked for.
    private func servers(_ gateway: Gateway) -> [GatewayServer] {
        var addresses = [BindAddress.unixDomainSocket(path: settings.home.socket.text)]
        if let loopback = settings.loopback { addresses.append(.hostname(loopback.host, port: loopback.port)) }
        let countdown = ReadyCountdown(addresses.count) { [ready, settings] in
            _ = settings.home.socket.withCString { chmod($0, 0o600) }
            ready.ready(socket: settings.home.socket.text)
        }
        return addresses.map { address in
            GatewayServer(gateway: gateway, address: address, logger: Logger(label: "http")) { await countdown.one() }
        }
    }
}
