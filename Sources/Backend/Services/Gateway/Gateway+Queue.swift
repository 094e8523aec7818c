import BackendCore
import HTTPTypes
import Hummingbird
import SpoolAPI

extension Gateway {
    func queueStatus() async throws -> QueueStatus {
        QueueStatus(
            paused: try await catalog.isQueuePaused(), blocked: converters.blocked, workers: converters.workers)
    }

    func setQueuePaused(_ paused: Bool, _ context: GatewayContext) async throws -> Response {
        try context.principal.checkAdministers()
        try await catalog.setQueuePaused(paused)
        return try .json(try await queueStatus())
    }

    /// The stream ends when the client closes its side, so that a client that is gone holds nothing.
    func events(_ request: Request, _ context: GatewayContext) throws -> Response {
        let after = try Self.lastEvent(request)
        let stream = EventStream(
            feed: feed, owner: context.principal.owner, showsPaths: context.sharesFiles, encoder: encoder,
            status: { try await queueStatus() }, converters: converters, heartbeat: configuration.heartbeat,
            isAllowed: stillAllowed(context.principal))
        let body = ResponseBody { writer in
            // The closure that is cancelled runs apart from the `inout`: the writer is a handle, not a value.
            nonisolated(unsafe) let handle = writer
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                var writer = handle
                try await stream.run(after: after, to: &writer)
            }
        }
        var headers = HTTPFields()
        headers[.contentType] = "text/event-stream"
        headers[.cacheControl] = "no-store"
        return Response(status: .ok, headers: headers, body: body)
    }

    private static func lastEvent(_ request: Request) throws -> Int64? {
        let given = request.headers[.lastEventID] ?? request.uri.queryParameters["after"].map(String.init)
        guard let given, !given.isEmpty else { return nil }
        guard let revision = Int64(given), revision >= 0 else {
            throw Problem(.badRequest, "Last-Event-ID must be the id of an event.")
        }
        return revision
    }
}

extension HTTPField.Name {
    fileprivate static var lastEventID: HTTPField.Name { HTTPField.Name("Last-Event-ID") ?? .ifMatch }
}
