import Hummingbird
import Logging
import ServiceLifecycle
import SpoolAPI

/// `/healthz`, `/readyz` and `/metrics` of a service that serves nothing else.
public struct StatusServer: Service {
    private let address: BindAddress
    private let watch: DependencyWatch
    private let figures: @Sendable () async throws -> [Figure]
    private let logger: Logger

    public init(
        address: BindAddress, watch: DependencyWatch, logger: Logger,
        figures: @escaping @Sendable () async throws -> [Figure]
    ) {
        self.address = address
        self.watch = watch
        self.figures = figures
        self.logger = logger
    }

    public func run() async throws {
        let router = Router()
        router.get("healthz") { _, _ in Response.text("alive\n") }
        router.get("readyz") { [watch] _, _ in
            let waitsFor = watch.waitsFor
            guard waitsFor.isEmpty else {
                var response = Response.text(waitsFor.map { "waiting for \($0)\n" }.joined())
                response.status = .serviceUnavailable
                return response
            }
            return Response.text("ready\n")
        }
        router.get("metrics") { [figures] _, _ in
            Response.text(
                Figure.text(try await figures()), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        try await Application(
            router: router, configuration: .init(address: address), logger: logger
        ).run()
    }
}
