import BackendCore
import BackendServices
import Glibc
import Logging

extension Served {
    func gateway(
        _ adapters: Adapters, _ feed: ChangeFeed, _ watch: DependencyWatch
    ) throws -> [ServiceConfiguration] {
        let ledger = adapters.ledger
        let gateway = Gateway(
            ledger: ledger, catalog: ledger, feed: feed, wakeUps: adapters.work,
            converters: ConverterStatus(workers: settings.workers),
            configuration: GatewayConfiguration(mode: .served), logger: Logger(label: "gateway"))
        let server = GatewayServer(
            gateway: gateway, address: .hostname(settings.listen.host, port: settings.listen.port),
            logger: Logger(label: "http"))
        return [.init(service: server)]
    }
}
