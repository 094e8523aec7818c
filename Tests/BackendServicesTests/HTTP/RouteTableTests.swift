import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct RouteTableTests {
    let table = RouteTable()

    @Test(arguments: Route.all)
    func everyRouteIsFound(route: Route) {
        let id: JobID? = route.template.contains("{id}") ? "0a1b" : nil
        #expect(table.match(method: route.method.rawValue, path: route.path(id: id)) == .route(route, id))
        if route.method == .get {
            #expect(table.match(method: "HEAD", path: route.path(id: id)) == .route(route, id))
        }
    }

    @Test func theDescriptionHasEveryRouteAndNoOther() {
        #expect(Self.described == Set(Route.all.map { "\($0.method.rawValue) \($0.template)" }))
        #expect(Route.all.count == Self.described.count)
    }

    /// In the description paths are indented by two spaces and their methods by four.
    private static var described: Set<String> {
        let methods: Set<Substring> = ["get:", "put:", "post:", "patch:", "delete:", "head:", "options:", "trace:"]
        var operations: Set<String> = []
        var path: Substring?
        for line in OpenAPI.text.split(separator: "\n") {
            if line.hasPrefix("  /"), line.hasSuffix(":") { path = line.dropFirst(2).dropLast() }
            if !line.hasPrefix("  ") { path = nil }
            let word = line.dropFirst(4)
            if let path, line.hasPrefix("    "), methods.contains(word) {
                operations.insert("\(word.dropLast().uppercased()) \(path)")
            }
        }
        return operations
    }

    @Test func wrongMethod() {
        #expect(table.match(method: "PUT", path: "/v1/jobs") == .methodNotAllowed([.post, .get]))
        #expect(table.match(method: "get", path: "/v1/jobs") == .methodNotAllowed([.post, .get]))
    }

    @Test(arguments: [
        "", "/", "/v1", "/v1/jobs/", "//v1/jobs", "/v1/jobs/../info", "/v1/jobs/A", "/v1/jobs/%61", "/v1/jobs/a/b",
        "/v1/jobs/a/mp3/", "/v1/jobs/" + String(repeating: "a", count: 65),
    ])
    func notFound(path: String) {
        #expect(table.match(method: "GET", path: path) == .notFound)
    }
}
