import BackendCore
import Hummingbird
import SpoolAPI

extension Gateway {
    func info() async throws -> Response {
        let limits = served?.limits
        return try .json(
            ServerInfo(
                version: SpoolVersion.current, mode: configuration.mode, pid: configuration.pid,
                queue: try await queueStatus(), signUp: limits?.signUp ?? .closed,
                maxUploadSize: limits?.maxUploadSize, maxJobsPerRequest: configuration.maxJobsPerRequest,
                maxJobsPerUser: limits?.maxJobsPerUser, quota: limits?.quota, retentionDays: limits?.retentionDays))
    }

    func ready() async throws -> Response {
        let missing = await Readiness(catalog: catalog, served: served).missing()
        guard missing.isEmpty else {
            throw Problem(.unavailable, "Waiting for \(missing.joined(separator: ", ")).")
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
        guard context.sharesFiles, let shutdown = configuration.shutdown else {
            throw Problem(.forbidden, "The daemon can be stopped over its Unix socket only.")
        }
        shutdown()
        return Response(status: .accepted)
    }
}
