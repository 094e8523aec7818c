import BackendCore
import BackendEmbedded
import BackendServices
import Glibc
import Hummingbird
import Logging
import MediaProtocol
import MediaTypes
import ServiceLifecycle

/// Puts the services of single-user mode together; the only file that names adapters.
struct Composition: Sendable {
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
        LoggingSystem.bootstrap { FileLogHandler(label: $0, file: file, level: level) }
        logger = Logger(label: "spoold")
        do throws(MediaFailure) {
            transcoder = WorkerTranscoder(try MediaWorker())
        } catch {
            throw StartFailure(error.message)
        }
    }

    /// Returns when the daemon has stopped in order.
    func run() async throws(StartFailure) {
        logger.notice("spoold starts, process \(getpid())")
        do {
            let database = try EmbeddedDatabase(path: settings.home.ledger.text)
            let ledger = SQLiteJobLedger(database)
            try await Recovery(ledger: ledger, catalog: ledger, logger: logger).run()
            try await group(database, ledger).run()
            try database.close()
        } catch let failure as StartFailure {
            throw failure
        } catch {
            logger.error("the daemon failed: \(error)")
            throw StartFailure(Self.sentence(error))
        }
        _ = settings.home.socket.withCString { unlink($0) }
        logger.notice("spoold has stopped")
    }

    private static func sentence(_ error: any Error) -> String {
        switch error {
        case let error as BackendError: error.message
        case let error as ListenFailure: "the daemon cannot listen: \(error.reason)"
        default: "the daemon failed; its log says how"
        }
    }

    private func group(_ database: EmbeddedDatabase, _ ledger: SQLiteJobLedger) throws -> ServiceGroup {
        let mailer = try OutboxMailer(directory: settings.home.outbox, sender: "spool@localhost")
        let feed = ChangeFeed(journal: ledger, logger: Logger(label: "feed"))
        let converters = ConverterStatus(workers: settings.workers) { feed.notify() }
        let wakeUps = SQLiteJobQueue(database, name: "work")
        let connections = ConnectionCount()
        let (stopRequests, stop) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let gateway = Gateway(
            ledger: ledger, catalog: ledger, feed: feed, wakeUps: wakeUps, converters: converters,
            configuration: GatewayConfiguration(mode: .singleUser, pid: getpid(), connections: connections) {
                stop.yield()
            },
            logger: Logger(label: "gateway"))
        let converter = Converter(
            ledger: ledger, feed: feed, wakeUps: wakeUps, transcoder: transcoder, status: converters,
            configuration: converterConfiguration, logger: Logger(label: "converter"))
        let notifier = Notifier(
            catalog: ledger, feed: feed, mailer: mailer,
            recipient: settings.recipient, logger: Logger(label: "notifier"))
        let lifetime = Lifetime(
            stopRequests: stopRequests, connections: connections, converters: converters, ledger: ledger,
            idleExit: settings.idleExit, logger: logger)
        // They stop in the reverse order: event streams end with the feed, conversions are given back before the
        // last clients are waited for.
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = servers(gateway).map { .init(service: $0) }
        services += [.init(service: converter), .init(service: notifier), .init(service: feed)]
        services.append(.init(service: lifetime, successTerminationBehavior: .gracefullyShutdownGroup))
        services.append(
            .init(service: StopDeadline(limit: .seconds(9), logger: logger), successTerminationBehavior: .ignore))
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "services"))
        configuration.maximumGracefulShutdownDuration = .seconds(6)
        return ServiceGroup(configuration: configuration)
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
        if let listen = settings.listen { addresses.append(.hostname(listen.host, port: listen.port)) }
        let countdown = ReadyCountdown(addresses.count) { [ready, settings] in
            _ = settings.home.socket.withCString { chmod($0, 0o600) }
            ready.ready(socket: settings.home.socket.text)
        }
        return addresses.map { address in
            GatewayServer(gateway: gateway, address: address, logger: Logger(label: "http")) { await countdown.one() }
        }
    }
}
