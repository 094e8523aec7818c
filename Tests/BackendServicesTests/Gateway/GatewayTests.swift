import BackendCore
import FoundationEssentials
import Glibc
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

/// The API over a real Unix socket; nothing converts.
@Suite struct GatewayTests {
    @Test func info() async throws {
        let house = try await House(converts: false)
        let info: ServerInfo = try await house.client.get("/v1/info").json()
        #expect(
            info.mode == .singleUser && info.version == SpoolVersion.current
                && info.queue == QueueStatus(paused: false, workers: 2))
        #expect(try await house.client.get("/healthz").status == 200)
        try await eventually("it is ready") { try await house.client.get("/readyz").status == 200 }
        let metrics = try await house.client.get("/metrics")
        #expect(
            metrics.text.contains("spool_jobs{state=\"done\"} 0") && metrics.text.contains("spool_http_requests_total"))
        #expect(try await house.client.get("/openapi.yaml").text.hasPrefix("openapi: 3.1.0"))
        try await house.stop()
    }

    @Test func everyRouteIsServedAndDescribed() async throws {
        let house = try await House(converts: false)
        let description = try await house.client.get("/openapi.yaml").text
        for route in Route.all {
            let reply = try await house.client.send("HEAD", route.path(id: "0000"))
            // 405 to HEAD is the answer of a route without GET; what is not served at all is `not offered`.
            #expect(route.method == .get ? reply.status != 405 : reply.status != 500)
            #expect(description.contains("\n  \(route.template):\n"))
            #expect(description.contains("    \(route.method.rawValue.lowercased()):\n"))
        }
        try await house.stop()
    }

    @Test func jobsAreQueuedInOrder() async throws {
        let house = try await House(converts: false)
        let (a, b) = (try house.folder.file("a.mkv"), try house.folder.file("b.mkv", [1, 2, 3]))
        let ids = try await house.submit(a, b, to: house.folder("out"))
        let page: JobPage = try await house.client.get("/v1/jobs").json()
        #expect(
            page.jobs.map(\.id) == ids && page.jobs.map(\.name) == ["a.mkv", "b.mkv"]
                && page.jobs.map(\.size) == [1, 3])
        #expect(page.jobs.allSatisfy { $0.state == .queued && $0.path != nil && $0.destination == house.folder("out") })
        let first: JobPage = try await house.client.get("/v1/jobs?limit=1").json()
        let second: JobPage = try await house.client.get("/v1/jobs?limit=1&after=\(try #require(first.next))").json()
        #expect(first.jobs.map(\.id) + second.jobs.map(\.id) == ids && second.next == nil)
        #expect(try await house.client.get("/v1/jobs?q=B.mk").json(JobPage.self).jobs.map(\.id) == [ids[1]])
        #expect(try await house.client.get("/v1/jobs?state=done").json(JobPage.self).jobs.isEmpty)
        #expect(try await house.client.get("/v1/jobs?batch=\(page.jobs[0].batch)").json(JobPage.self).jobs.count == 2)
        try await house.stop()
    }

    @Test func namesThatAreNotUTF8SurviveTheWire() async throws {
        let house = try await House(converts: false)
        let name = RawName(bytes: [0x66, 0xFF, 0x2E, 0x6D, 0x6B, 0x76])
        let path = house.folder(name)
        let made = path.withCString { fopen($0, "w") }
        #expect(fclose(made) == 0)
        let id = try await house.submit(path)[0]
        #expect(try await house.client.job(id).path == path)
        #expect(try await house.job(id).name == name)
        try await house.stop()
    }

    @Test func control() async throws {
        let house = try await House(converts: false)
        let ids = try await house.submit(house.folder.file("a.mkv"), house.folder.file("b.mkv"))
        let (client, first) = (house.client, ids[0])
        let moved = try await client.send(
            "PATCH", Route.change.path(id: ids[1]), body: Array(#"{"move":"top","priority":5}"#.utf8))
        #expect(moved.status == 200)
        #expect(try moved.json(Job.self).priority == 5)
        #expect(try await client.post(Route.pause.path(id: first)).json(Job.self).paused)
        #expect(try await client.post(Route.resume.path(id: first)).json(Job.self).paused == false)
        #expect(try await client.post(Route.retry.path(id: first)).problem().code == .conflict)
        #expect(try await client.post(Route.cancel.path(id: first)).json(Job.self).state == .cancelled)
        #expect(try await client.post(Route.retry.path(id: first)).json(Job.self).state == .queued)
        #expect(try await client.get(Route.log.path(id: first)).status == 200)
        #expect(try await client.get(Route.mp3.path(id: first)).problem().code == .conflict)
        #expect(try await client.send("DELETE", Route.remove.path(id: first)).status == 204)
        #expect(try await client.get(Route.job.path(id: first)).problem().code == .notFound)
        #expect(try await client.post(Route.pauseQueue.template).json(QueueStatus.self).paused)
        #expect(try await client.get(Route.queue.template).json(QueueStatus.self).paused)
        #expect(try await client.post(Route.resumeQueue.template).json(QueueStatus.self).paused == false)
        #expect(try await client.post(Route.shutdown.template).status == 202)
        try await house.stop()
    }

    @Test func idempotency() async throws {
        let house = try await House(converts: false)
        let submission = JobSubmission(items: [.init(path: try house.folder.file("a.mkv"))])
        let body = Array(try JSONEncoder().encode(submission))
        func send(_ body: [UInt8]) async throws -> Reply {
            try await house.client.send("POST", "/v1/jobs", headers: ["Idempotency-Key: k1"], body: body)
        }
        let first: JobReceipt = try await send(body).json()
        #expect(try await send(body).json(JobReceipt.self) == first)
        #expect(try await send(body + [0x20]).problem().code == .unprocessable)
        #expect(try await house.client.get("/v1/jobs").json(JobPage.self).jobs.count == 1)
        try await house.stop()
    }

    @Test func aMissingFileDoesNotHoldUpTheOthers() async throws {
        let house = try await House(converts: false)
        let ids = try await house.submit(house.folder.file("a.mkv"), house.folder("missing.mkv"))
        #expect(ids.count == 2)
        let refused = try await house.client.post(
            "/v1/jobs", JobSubmission(items: [.init(path: house.folder("missing.mkv"))]))
        #expect(try refused.problem().code == .unprocessable && refused.problem().detail.contains("missing.mkv"))
        let folder = try await house.client.post("/v1/jobs", JobSubmission(items: [.init(path: house.folder.path)]))
        #expect(folder.status == 422)
        try await house.stop()
    }

    @Test(arguments: [
        (#"{"items":[],"options":{},"priority":0}"#, 422),
        (#"{"items":[{"path":"relative"}],"options":{},"priority":0}"#, 422),
        (#"{"items":[{"path":"/a\u0000b"}],"options":{},"priority":0}"#, 422),
        (#"{"items":[{"path":"/etc/passwd"}],"options":{},"priority":101}"#, 422),
        (#"{"items":[{"path":"/etc/passwd"}],"options":{"sampleRate":1},"priority":0}"#, 422),
        (#"{"items":[{"path":"/etc/passwd"}],"options":{"encoding":"V11"},"priority":0}"#, 400),
        (#"{"items":[{"path":"/etc/passwd"}],"options":{"trimStart":9,"trimEnd":9},"priority":0}"#, 422),
        (#"{"items":[{"path":"/etc/passwd"}],"options":{"nameTemplate":"{nonsense}"},"priority":0}"#, 422),
        (#"{"items":[{"path":"/etc/passwd"}],"options":{"nameTemplate":"../x"},"priority":0}"#, 422),
        (#"{"items":[{"path":"/etc/passwd","options":{"track":"((("}}],"options":{},"priority":0}"#, 422),
        (#"{"items":[{"path":"/etc/passwd"}],"destination":"out","options":{},"priority":0}"#, 422),
        (#"{"items":[{"path":"/etc/passwd"}],"batch":"NO","options":{},"priority":0}"#, 422),
        (#"{"items":"#, 400), ("", 400), ("[]", 400), (#"{"items":[{}],"options":{},"priority":0}"#, 400),
        ("nonsense", 400), (String(repeating: "[", count: 40), 400),
    ])
    func badSubmissions(body: String, status: Int) async throws {
        let house = try await House(converts: false)
        let reply = try await house.client.send("POST", "/v1/jobs", body: Array(body.utf8))
        #expect(reply.status == status, "\(reply.text)")
        #expect(reply.headers["content-type"] == "application/problem+json")
        let problem = try reply.problem()
        #expect(problem.status == status && !problem.detail.isEmpty)
        #expect(try await house.client.get("/v1/jobs").json(JobPage.self).jobs.isEmpty)
        try await house.stop()
    }

    @Test func tooManyItems() async throws {
        let house = try await House(converts: false)
        let submission = JobSubmission(items: Array(repeating: .init(path: "/etc/passwd"), count: 10_001))
        #expect(try await house.client.post("/v1/jobs", submission).problem().code == .tooLarge)
        try await house.stop()
    }

    @Test func aBodyThatIsTooLargeIsNotReadToItsEnd() async throws {
        let house = try await House(converts: false)
        let connection = try SocketConnection(unix: house.socket)
        await connection.send("POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{".utf8)
        let reply = Reply(await connection.receiveAll())
        #expect(reply.status == 413)
        #expect(try reply.problem().code == .tooLarge)
        try await house.stop()
    }

    @Test(arguments: [
        ("GET", "/nothing", 404), ("PUT", "/v1/jobs", 405), ("DELETE", "/v1/queue", 405), ("GET", "/v1/jobs/zzzz", 404),
        ("POST", "/v1/jobs/zzzz/cancel", 404), ("DELETE", "/v1/jobs/zzzz", 404), ("GET", "/v1/jobs/zzzz/mp3", 404),
        ("GET", "/v1/jobs?limit=0", 400), ("GET", "/v1/jobs?limit=x", 400), ("GET", "/v1/jobs?state=gone", 400),
        ("GET", "/v1/jobs?after=nonsense", 400), ("GET", "/v1/jobs?batch=", 400),
        ("GET", "/v1/jobs?q=" + String(repeating: "a", count: 201), 400), ("GET", "/v1/events?after=-1", 400),
    ])
    func problems(method: String, path: String, status: Int) async throws {
        let house = try await House(converts: false)
        let reply = try await house.client.send(method, path)
        #expect(reply.status == status, "\(reply.text)")
        #expect(reply.headers["content-type"] == "application/problem+json")
        #expect(try reply.problem().status == status)
        #expect((reply.headers["allow"] != nil) == (status == 405))
        try await house.stop()
    }

    @Test func connectionsAreCounted() async throws {
        let house = try await House(converts: false)
        let connection = try SocketConnection(unix: house.socket)
        try await eventually("the connection counts") { house.connections.value == 1 }
        await connection.shutdown()
        try await eventually("it no longer counts") { house.connections.value == 0 }
        try await house.stop()
    }
}
