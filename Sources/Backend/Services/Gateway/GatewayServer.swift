import CPOSIX
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Serves the gateway at one address until it is told to stop.
public struct GatewayServer: Service {
    private let gateway: Gateway
    private let address: BindAddress
    private let limits: ConnectionWatch.Limits
    private let logger: Logger
    private let onListening: @Sendable () async -> Void

    /// - Parameter onListening: called once clients can connect.
    public init(
        gateway: Gateway, address: BindAddress, limits: ConnectionWatch.Limits = .init(), logger: Logger,
        onListening: @escaping @Sendable () async -> Void = {}
    ) {
        self.gateway = gateway
        self.address = address
        self.limits = limits
        self.logger = logger
        self.onListening = onListening
    }

    /// Beyond this many connections new ones wait in the kernel's backlog. Each takes a descriptor, and an upload to a
    /// file two: of those that the process may have, half are left.
    public static let maxConnections = max(64, min(4096, Int(spool_raise_descriptor_limit(8192)) / 2))

    public func run() async throws {
        let connections = gateway.configuration.connections
        let isOpen = gateway.served != nil
        let addresses = AddressLimit(gateway.served?.limits.connectionsPerAddress)
        let server = HTTPServerBuilder { [limits, logger] responder in
            GatewayChannel(
                limits: limits, connections: connections, addresses: addresses, isOpen: isOpen, logger: logger,
                responder: responder)
        }
        let application = Application(
            responder: gateway, server: server,
            configuration: .init(
                address: address,
                availableConnectionsDelegate: .maximum(Self.maxConnections, logger: logger)),
            onServerRunning: { [onListening] _ in await onListening() },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            logger.error("cannot listen: \(error)")
            throw ListenFailure(reason: SystemError("bind", errno: error.errnoCode).sentence)
        }
    }
}
