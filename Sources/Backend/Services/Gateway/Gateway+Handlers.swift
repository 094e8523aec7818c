import BackendCore
import HTTPTypes
import Hummingbird
import SpoolAPI

extension Gateway {
    func makeHandlers() -> [Route: Handler] {
        var handlers: [Route: Handler] = [
            .info: { _, _, _ in try await info() },
            .health: { _, _, _ in .text("alive\n") },
            .ready: { _, _, _ in try await ready() },
            .metrics: { _, _, _ in try await figures() },
            .openAPI: { _, _, _ in .text(OpenAPI.text, type: "application/yaml; charset=utf-8") },
            .submit: { request, context, _ in try await submit(request, context) },
            .list: { request, context, _ in try await list(request, context) },
            .queue: { _, _, _ in try .json(try await queueStatus()) },
            .pauseQueue: { _, _, _ in try await setQueuePaused(true) },
            .resumeQueue: { _, _, _ in try await setQueuePaused(false) },
            .events: { request, context, _ in try events(request, context) },
            .shutdown: { _, context, _ in try shutdown(context) },
        ]
        let onJobs: [Route: @Sendable (JobID, Request, GatewayContext) async throws -> Response] = [
            .job: { id, _, context in
                try .json(try await catalog.job(id, owner: nil).job.visible(over: context.transport))
            },
            .change: { id, request, context in try await change(id, request, context) },
            .remove: { id, _, _ in try await remove(id) },
            .cancel: { id, _, context in try await perform(.cancel, id, context) },
            .retry: { id, _, context in try await perform(.retry, id, context) },
            .pause: { id, _, context in try await perform(.pause, id, context) },
            .resume: { id, _, context in try await perform(.resume, id, context) },
            .log: { id, _, _ in .text(try await catalog.log(of: id, owner: nil)) },
            .mp3: { id, request, _ in try await mp3(id, request) },
        ]
        for (route, handler) in onJobs {
            handlers[route] = { request, context, id in
                guard let id else { throw Problem(.notFound, "There is no such job.") }
                return try await handler(id, request, context)
            }
        }
        return handlers
    }
}
