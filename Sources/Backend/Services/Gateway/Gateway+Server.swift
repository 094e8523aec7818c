import BackendCore
import Hummingbird
import SpoolAPI

extension Gateway {
    func info() async throws -> Response {
        try .json(
            ServerInfo(
                version: SpoolVersion.current, mode: configuration.mode, pid: configuration.pid,
                queue: try await queueStatus(), maxJobsPerRequest: configuration.maxJobsPerRequest))
    }

    /// Ready means that the ledger answers.
    func ready() async throws -> Response {
        do {
            _ = try await catalog.isQueuePaused()
        } catch {
            throw Problem(.unavailable, "The ledger does not answer.")
        }
        return .text("ready\n")
    }

    func figures() async throws -> Response {
        let counts = try await catalog.counts(owner: nil, batch: nil)
        let depth = try await wakeUps.depth()
        return .text(
            metrics.text(
                jobs: counts, messages: depth, connections: configuration.connections.value, running: converters.running
            ),
            type: "text/plain; version=0.0.4; charset=utf-8")
    }

    func shutdown(_ context: GatewayContext) throws -> Response {
        guard context.transport == .unixSocket, let shutdown = configuration.shutdown else {
            throw Problem(.forbidden, "The daemon can be stopped over its Unix socket only.")
        }
        shutdown()
        return Response(status: .accepted)
    }
}
