import BackendCore
import BackendServices
import Glibc
import Hummingbird
import Logging
import MediaTypes
import ServiceLifecycle

/// Puts services of the served system together: any of its roles in one process.
struct Served: Sendable {
    typealias ServiceConfiguration = ServiceGroupConfiguration.ServiceConfiguration

    let roles: Set<Role>
    let settings: ServedSettings
    let logger: Logger
    /// Services of one home share it with each other, never with a daemon of single-user mode.
    private let lock: DaemonLock

    init(_ roles: Set<Role>, _ settings: ServedSettings) throws(StartFailure) {
        self.roles = roles
        self.settings = settings
        umask(0o077)
        let (level, format) = (settings.logLevel, settings.logFormat)
        LoggingSystem.bootstrap {
            LineLogHandler(label: $0, format: format, level: level, sink: StandardErrorLog())
        }
        logger = Logger(label: "spoold")
        try settings.home.prepare()
        lock = try DaemonLock(settings.home.lock, isShared: true)
    }

    private var names: String { Role.allCases.filter(roles.contains).map(\.rawValue).joined(separator: ", ") }

    /// Returns when the services have stopped in order.
    func run() async throws(StartFailure) {
        logger.notice("spoold \(names) starts", metadata: ["process": "\(getpid())"])
        do {
            let adapters = try Adapters(settings)
            // Other processes change the ledger too, and not every ledger can tell.
            let feed = ChangeFeed(journal: adapters.ledger, poll: .seconds(1), logger: Logger(label: "feed"))
            let watch = DependencyWatch(adapters.dependencies(of: roles), logger: logger)
            var services: [ServiceConfiguration] = []
            let converters = ConverterStatus(workers: settings.workers) { feed.notify() }
            let auth = roles.contains(.auth) ? try await authService(adapters) : nil
            if roles.contains(.gateway) { services += try gateway(adapters, feed, converters, authority(auth)) }
            if let auth { services += try self.auth(auth, watch) }
            if roles.contains(.converter) { services += try converter(adapters, feed, converters, watch) }
            if roles.contains(.notifier) { services += try notifier(adapters, feed, watch) }
            services += [.init(service: feed), .init(service: watch)]
            try await ServiceGroup.stoppingInTime(services, logger: logger).run()
            try adapters.close()
        } catch {
            logger.error("\(names) failed: \(error)")
            throw StartFailure(error, subject: names)
        }
        logger.notice("spoold \(names) has stopped")
    }

    /// Health and figures of a process that has no other server.
    func status(
        _ watch: DependencyWatch, figures: @escaping @Sendable () async throws -> [Figure]
    ) -> [ServiceConfiguration] {
        guard roles.count == 1 else { return [] }
        let server = StatusServer(
            address: .hostname(settings.listen.host, port: settings.listen.port), watch: watch,
            logger: Logger(label: "http"), figures: figures)
        return [.init(service: server)]
    }
}
