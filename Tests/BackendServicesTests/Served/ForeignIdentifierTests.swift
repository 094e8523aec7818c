import BackendCore
import SpoolAPI
import Testing

@testable import BackendServices

/// Another's job answers exactly like one that never was: each route of the table, with each verb.
@Suite struct ForeignIdentifierTests {
    /// How a route names a job; a new way of naming one must be added here.
    private func paths(_ route: Route, _ id: JobID) -> String? {
        if route == .download { return "\(route.template)?fid=\(id)" }
        let path = route.path(id: id)
        #expect(!path.contains("{"), "\(route.template) names something that this test does not know")
        return path == route.template ? nil : path
    }

    @Test func everyRouteAndVerb() async throws {
        let house = try await ServedHouse()
        let done = try await house.job(of: "ann")
        _ = try await house.convert()
        let queued = try await house.job(of: "ann")
        let missing = JobID("0000000000000000")
        var compared = 0
        for route in Route.all {
            for verb in ["GET", "HEAD", "POST", "PATCH", "DELETE", "PUT"] {
                for foreign in [done, queued] {
                    guard let path = paths(route, foreign), let nowhere = paths(route, missing) else { continue }
                    let body = Array((verb == "PATCH" ? #"{"priority":1}"# : "").utf8)
                    let theirs = try await house.send(verb, path, as: "bob", body: body)
                    let nobodys = try await house.send(verb, nowhere, as: "bob", body: body)
                    #expect(theirs.status == nobodys.status && theirs.body == nobodys.body, "\(verb) \(path)")
                    #expect(Self.comparable(theirs) == Self.comparable(nobodys), "\(verb) \(path)")
                    #expect(theirs.status == 404 || theirs.status == 405, "\(verb) \(path): \(theirs.status)")
                    compared += 1
                }
            }
        }
        #expect(compared >= 100)
        let page: JobPage = try await house.get("/v1/jobs", as: "bob").json()
        #expect(page.jobs.isEmpty)
        #expect(try await house.ledger.job(queued, owner: nil).job.state == .queued)
        #expect(try await house.get("/v1/jobs", as: "root").json(JobPage.self).jobs.isEmpty)
        #expect(try await house.get(Route.log.path(id: done), as: "ann").text.contains("secret log"))
        try await house.stop()
    }

    private static func comparable(_ reply: Reply) -> [String: String] {
        reply.headers.filter { !["x-request-id", "date"].contains($0.key) }
    }
}
