import SpoolAPI
import Testing

@Suite struct RouteTests {
    @Test func everyRouteIsUnique() {
        let keys = Route.all.map { "\($0.method.rawValue) \($0.template)" }
        #expect(Set(keys).count == keys.count)
    }

    @Test func templatesHaveAtMostTheOnePlaceholderThatPathFills() {
        for route in Route.all {
            #expect(route.template.hasPrefix("/"))
            #expect(!route.path(id: JobID("0123456789abcdef")).contains { "{} ".contains($0) })
        }
    }

    @Test func aPathHoldsTheId() {
        #expect(Route.log.path(id: JobID("abc")) == "/v1/jobs/abc/log")
        #expect(Route.info.path() == "/v1/info")
        #expect(Route.info.path(id: JobID("abc")) == "/v1/info")
    }

    @Test func onlyWhatSaysNothingAboutJobsIsOpenToAnyone() {
        let open = Route.all.filter { $0.access == .anyone }.map(\.template)
        let server = ["/v1/info", "/healthz", "/readyz", "/metrics", "/openapi.yaml"]
        let waysIn = ["/v1/session", "/v1/session/refresh", "/v1/users", "/login"]
        #expect(Set(open) == Set(server + waysIn))
    }
}
