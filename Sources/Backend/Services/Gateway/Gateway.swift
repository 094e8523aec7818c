import BackendCore
import HTTPTypes
import Hummingbird
import Logging
import SpoolAPI

/// The HTTP API over the ledger: finds the route, calls its handler, and turns every error into a problem.
public struct Gateway: HTTPResponder {
    public typealias Context = GatewayContext
    typealias Handler = @Sendable (Request, GatewayContext, JobID?) async throws -> Response

    let ledger: any JobLedger
    let catalog: any JobCatalog
    let feed: ChangeFeed
    let wakeUps: any JobQueue
    let converters: ConverterStatus
    let configuration: GatewayConfiguration
    let metrics = GatewayMetrics()
    private let table = RouteTable()
    private let logger: Logger
    private var handlers: [Route: Handler] = [:]

    /// - Parameter wakeUps: gets one message for each submitted batch.
    public init(
        ledger: any JobLedger, catalog: any JobCatalog, feed: ChangeFeed, wakeUps: any JobQueue,
        converters: ConverterStatus, configuration: GatewayConfiguration, logger: Logger
    ) {
        self.ledger = ledger
        self.catalog = catalog
        self.feed = feed
        self.wakeUps = wakeUps
        self.converters = converters
        self.configuration = configuration
        self.logger = logger
        handlers = makeHandlers()
    }

    /// The routes that have a handler.
    var routes: Set<Route> { Set(handlers.keys) }

    public func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let match = table.match(method: request.method.rawValue, path: request.uri.path)
        var response: Response
        do {
            response = try await answer(match, request, context)
        } catch {
            response = .problem(problem(error, request))
        }
        if case .methodNotAllowed(let methods) = match { response.headers[.allow] = Self.allow(methods) }
        if request.method == .head { response = response.createHeadResponse() }
        metrics.count(match, status: response.status.code)
        return response
    }

    private func answer(_ match: RouteTable.Match, _ request: Request, _ context: GatewayContext) async throws
        -> Response
    {
        switch match {
        case .notFound: throw Problem(.notFound, "There is nothing at this address.")
        case .methodNotAllowed(let methods):
            throw Problem(.methodNotAllowed, "This address takes \(Self.allow(methods)) only.")
        case .route(let route, let id):
            try BrowserGuard.check(request, over: context.transport)
            guard let handler = handlers[route] else { throw Problem(.notFound, "This server does not offer that.") }
            return try await handler(request, context, id)
        }
    }

    private func problem(_ error: any Error, _ request: Request) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as BackendError:
            if error.problem.code == .internalError { logger.error("\(request.method) \(request.uri.path): \(error)") }
            return error.problem
        case is CancellationError: return Problem(.unavailable, "The server is stopping.")
        default:
            logger.error("\(request.method) \(request.uri.path): \(error)")
            return Problem(.internalError, "Something went wrong in the server; its log says what.")
        }
    }

    private static func allow(_ methods: [Route.Method]) -> String {
        let names = methods.map(\.rawValue)
        return (names.contains("GET") ? ["HEAD"] + names : names).sorted().joined(separator: ", ")
    }
}
