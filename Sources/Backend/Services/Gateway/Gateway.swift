import BackendCore
import HTTPTypes
import Hummingbird
import Logging
import SpoolAPI

/// The HTTP API over the ledger: finds the route, finds out who asks, calls the route's handler, and turns every
/// error into a problem.
public struct Gateway: HTTPResponder {
    public typealias Context = GatewayContext
    typealias Handler = @Sendable (Request, GatewayContext, JobID?) async throws -> Response

    let ledger: any JobLedger
    let catalog: any JobCatalog
    let feed: ChangeFeed
    let wakeUps: any JobQueue
    let converters: ConverterStatus
    let configuration: GatewayConfiguration
    let served: ServedMode?
    let clock: any SystemClock
    let metrics = GatewayMetrics()
    let encoder = EventEncoder()
    private let table = RouteTable()
    let logger: Logger
    private var handlers: [Route: Handler] = [:]

    /// - Parameters:
    ///   - wakeUps: gets one message for each submitted batch.
    ///   - served: nil for single-user mode, where every connection is its owner's.
    public init(
        ledger: any JobLedger, catalog: any JobCatalog, feed: ChangeFeed, wakeUps: any JobQueue,
        converters: ConverterStatus, configuration: GatewayConfiguration, served: ServedMode? = nil,
        clock: any SystemClock = KernelClock(), logger: Logger
    ) {
        self.ledger = ledger
        self.catalog = catalog
        self.feed = feed
        self.wakeUps = wakeUps
        self.converters = converters
        self.configuration = configuration
        self.served = served
        self.clock = clock
        self.logger = logger
        handlers = makeHandlers()
        if let served { handlers.merge(makeHandlers(served)) { _, served in served } }
    }

    /// The routes that have a handler.
    var routes: Set<Route> { Set(handlers.keys) }

    public func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let match = table.match(method: request.method.rawValue, path: request.uri.path)
        var context = context
        context.requestID = RequestID(request.headers[RequestID.header]) ?? .random()
        context.logger = logger
        context.logger[metadataKey: "request"] = "\(context.requestID)"
        var response: Response
        do {
            response = try await answer(match, request, context)
        } catch {
            response = refuse(Refusal(error, of: request, logger: context.logger), match)
        }
        response.headers[RequestID.header] = context.requestID.rawValue
        if request.method == .head { response = response.createHeadResponse() }
        metrics.count(match, status: response.status.code)
        context.logger.debug("\(request.method) \(Self.place(match)) \(response.status.code)")
        return response
    }

    /// Where there is no route, people may have put anything into an address, passwords too.
    private static func place(_ match: RouteTable.Match) -> String {
        guard case .route(let route, let id) = match else { return "an unknown address" }
        return route.path(id: id)
    }

    private func answer(_ match: RouteTable.Match, _ request: Request, _ context: GatewayContext) async throws
        -> Response
    {
        switch match {
        case .notFound: throw Problem(.notFound, "There is nothing at this address.")
        case .methodNotAllowed(let methods):
            throw Problem(.methodNotAllowed, "This address takes \(Self.allow(methods)) only.")
        case .route(let route, let id):
            if served == nil { try BrowserGuard.check(request, over: context.transport) }
            guard let handler = handlers[route] else { throw Problem(.notFound, "This server does not offer that.") }
            var context = context
            context.principal = try await principal(of: request, to: route, id)
            if case .user(let identity) = context.principal {
                context.logger[metadataKey: "user"] = "\(identity.user)"
            }
            return try await handler(request, context, id)
        }
    }

    private func refuse(_ refusal: Refusal, _ match: RouteTable.Match) -> Response {
        var response = Response.problem(refusal.problem)
        if let seconds = refusal.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
        switch match {
        case .methodNotAllowed(let methods): response.headers[.allow] = Self.allow(methods)
        case .route(let route, _):
            if response.status == .unauthorized { response.headers[.wwwAuthenticate] = Self.challenge(route) }
            // The rest of a video that is refused is not worth receiving.
            if route == .upload { response.headers[.connection] = "close" }
        case .notFound: break
        }
        return response
    }

    private static func allow(_ methods: [Route.Method]) -> String {
        let names = methods.map(\.rawValue)
        return (names.contains("GET") ? ["HEAD"] + names : names).sorted().joined(separator: ", ")
    }
}
