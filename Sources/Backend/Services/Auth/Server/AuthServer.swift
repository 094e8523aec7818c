import BackendCore
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import SpoolAPI

/// The auth service over HTTP, for gateways only: they show a secret, or are on this machine.
public struct AuthServer: Service {
    private let service: AuthService
    private let verifier: TokenVerifier
    private let address: AuthAddress
    private let secret: String?
    private let watch: DependencyWatch
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - secret: what gateways send as bearer token; without one the address must be loopback or a Unix socket.
    ///   - onListening: called with the port once gateways can connect.
    ///
    /// Throws `invalid` for an address that strangers reach, without a secret.
    public init(
        service: AuthService, address: AuthAddress, secret: String?, watch: DependencyWatch, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        guard secret != nil || address.isLocal else {
            throw BackendError(
                .invalid, "Without a secret the auth service listens on 127.0.0.1 or a Unix socket only: set one.")
        }
        self.service = service
        self.address = address
        self.secret = secret
        self.watch = watch
        self.logger = logger
        self.onListening = onListening
        verifier = TokenVerifier(service, clock: service.clock, logger: logger)
    }

    public func run() async throws {
        let responder = AuthResponder(
            service: service, verifier: verifier, secret: secret, watch: watch, logger: logger)
        var application = Application(
            responder: responder, configuration: .init(address: address.binding),
            onServerRunning: { [onListening] channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
        application.addServices(verifier)
        try await application.run()
    }
}
