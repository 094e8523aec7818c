import BackendCore
import BackendServices
import Logging

extension Served {
    /// - Parameter converters: those of this process.
    func gateway(
        _ adapters: Adapters, _ feed: ChangeFeed, _ converters: ConverterStatus, _ authority: any SessionAuthority
    ) throws -> [ServiceConfiguration] {
        let verifier = TokenVerifier(authority, logger: Logger(label: "auth"))
        let mode = ServedMode(
            sessions: PromptAuthority(authority, verifier: verifier), verifier: verifier, blobs: adapters.blobs,
            linkKey: try KeyFile.linkKey(settings.linkKeyFile), limits: settings.limits)
        let gateway = Gateway(
            ledger: adapters.ledger, catalog: adapters.ledger, feed: feed, wakeUps: adapters.work,
            converters: converters, configuration: GatewayConfiguration(mode: .served), served: mode,
            logger: Logger(label: "gateway"))
        let server = GatewayServer(
            gateway: gateway, address: .hostname(settings.listen.host, port: settings.listen.port),
            logger: Logger(label: "http"))
        let sweeper = Sweeper(
            catalog: adapters.ledger, blobs: adapters.blobs, wakeUps: adapters.work,
            configuration: sweeperConfiguration, logger: Logger(label: "sweeper"))
        return [.init(service: server), .init(service: verifier), .init(service: sweeper)]
    }

    private var sweeperConfiguration: SweeperConfiguration {
        var configuration = SweeperConfiguration()
        configuration.resultRetention = settings.limits.retentionDays.map { .seconds($0 * 86_400) }
        configuration.orphanAge = settings.orphanAge ?? configuration.orphanAge
        if let interval = settings.sweepInterval {
            (configuration.interval, configuration.wakeUpAge) = (interval, interval)
        }
        return configuration
    }
}
