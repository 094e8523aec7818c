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
