import Logging
import ServiceLifecycle

extension ServiceGroup {
    /// Services that stop, in the reverse of their order, within 10 s after SIGTERM or SIGINT.
    static func stoppingInTime(
        _ services: [ServiceGroupConfiguration.ServiceConfiguration], logger: Logger
    ) -> ServiceGroup {
        let deadline = StopDeadline(limit: .seconds(9), logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: services.map(named) + [.init(service: deadline, successTerminationBehavior: .ignore)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "services"))
        configuration.maximumGracefulShutdownDuration = .seconds(6)
        return ServiceGroup(configuration: configuration)
    }

    /// By its type alone: the library would log a service whole, with whatever it holds, secrets too.
    private static func named(
        _ configuration: ServiceGroupConfiguration.ServiceConfiguration
    ) -> ServiceGroupConfiguration.ServiceConfiguration {
        var named = configuration
        named.serviceName = "\(type(of: configuration.service))"
        return named
    }
}
