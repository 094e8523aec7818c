import SpoolAPI

/// Finds the route of a method and a path.
public struct RouteTable: Sendable {
    public enum Match: Hashable, Sendable {
        case route(Route, JobID?)
        /// The path exists with these methods only.
        case methodNotAllowed([Route.Method])
        case notFound
    }

    private var routes: [(route: Route, segments: [Substring])]

    public init(_ routes: [Route] = Route.all) {
        self.routes = routes.map { ($0, $0.template.split(separator: "/", omittingEmptySubsequences: false)) }
    }

    /// `HEAD` finds the route of `GET`. `path` is percent-encoded as it came; ids need no decoding, so an id that
    /// is not of the ids' alphabet is simply not found.
    public func match(method: String, path: String) -> Match {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let wanted = method == "HEAD" ? "GET" : method
        var allowed: [Route.Method] = []
        for (route, template) in routes {
            guard let id = Self.id(template, segments) else { continue }
            if route.method.rawValue == wanted { return .route(route, id.isEmpty ? nil : JobID(String(id))) }
            allowed.append(route.method)
        }
        return allowed.isEmpty ? .notFound : .methodNotAllowed(allowed)
    }

    /// The segment in place of `{id}`, empty when the template has none; nil when the path does not fit.
    private static func id(_ template: [Substring], _ path: [Substring]) -> Substring? {
        guard template.count == path.count else { return nil }
        var id: Substring = ""
        for (want, have) in zip(template, path) {
            if want == "{id}" {
                guard have.isIdentifier else { return nil }
                id = have
            } else if want != have {
                return nil
            }
        }
        return id
    }
}
