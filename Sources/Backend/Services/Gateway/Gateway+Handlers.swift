import BackendCore
import HTTPTypes
import Hummingbird
import SpoolAPI

extension Gateway {
    /// The routes of both modes.
    func makeHandlers() -> [Route: Handler] {
        let handlers: [Route: Handler] = [
            .info: { _, _, _ in try await info() },
            .health: { _, _, _ in .text("alive\n") },
            .ready: { _, _, _ in try await ready() },
            .metrics: { _, _, _ in try await figures() },
            .openAPI: { _, _, _ in .text(OpenAPI.text, type: "application/yaml; charset=utf-8") },
            .submit: { request, context, _ in try await submit(request, context) },
            .list: { request, context, _ in try await list(request, context) },
            .queue: { _, _, _ in try .json(try await queueStatus()) },
            .pauseQueue: { _, context, _ in try await setQueuePaused(true, context) },
            .resumeQueue: { _, context, _ in try await setQueuePaused(false, context) },
            .events: { request, context, _ in try events(request, context) },
            .shutdown: { _, context, _ in try shutdown(context) },
        ]
        return handlers.merging(
            onJobs([
                .job: { id, _, context in
                    try .json(
                        try await catalog.job(id, owner: context.principal.owner).job.visible(
                            paths: context.sharesFiles))
                },
                .change: { id, request, context in try await change(id, request, context) },
                .remove: { id, _, context in try await remove(id, context) },
                .cancel: { id, _, context in try await perform(.cancel, id, context) },
                .retry: { id, _, context in try await retry(id, context) },
                .pause: { id, _, context in try await perform(.pause, id, context) },
                .resume: { id, _, context in try await perform(.resume, id, context) },
                .log: { id, _, context in .text(try await catalog.log(of: id, owner: context.principal.owner)) },
                .mp3: { id, request, context in try await mp3(id, request, context) },
            ])
        ) { first, _ in first }
    }

    /// The routes that need accounts, and a store for what people upload.
    func makeHandlers(_ served: ServedMode) -> [Route: Handler] {
        let sessions = SessionHandlers(served: served)
        var handlers: [Route: Handler] = [
            .upload: { request, context, _ in try await upload(request, context, served) },
            .download: { request, context, _ in try await download(request, context) },
            .login: { request, context, _ in try await sessions.login(request, from: address(of: request, context)) },
            .token: { request, context, _ in try await sessions.token(request, from: address(of: request, context)) },
            .refresh: { request, context, _ in
                try await sessions.refresh(request, from: address(of: request, context))
            },
            .signUp: { request, context, _ in try await sessions.signUp(request, from: address(of: request, context)) },
        ]
        let onAccounts: [Route: @Sendable (AccessIdentity, Request, GatewayContext) async throws -> Response] = [
            .logout: { identity, _, _ in try await sessions.logout(identity) },
            .profile: { identity, _, _ in try await sessions.profile(identity) },
            .changeProfile: { identity, request, context in
                try await sessions.change(identity, request, from: address(of: request, context))
            },
            .deleteAccount: { identity, _, _ in
                try await AccountDeletion(catalog: catalog, served: served).delete(identity)
                return Response(status: .noContent)
            },
        ]
        for (route, handler) in onAccounts {
            handlers[route] = { request, context, _ in
                guard case .user(let identity) = context.principal else {
                    throw Problem(.unauthorized, "Log in first.")
                }
                return try await handler(identity, request, context)
            }
        }
        return handlers
    }

    private func onJobs(
        _ handlers: [Route: @Sendable (JobID, Request, GatewayContext) async throws -> Response]
    ) -> [Route: Handler] {
        handlers.mapValues { handler in
            { request, context, id in
                guard let id else { throw Problem(.notFound, "There is no such job.") }
                return try await handler(id, request, context)
            }
        }
    }
}
