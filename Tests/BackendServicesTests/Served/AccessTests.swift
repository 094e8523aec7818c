import FoundationEssentials
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct AccessTests {
    @Test func everyRouteAsksForALoginUnlessItIsForAnyone() async throws {
        let house = try await ServedHouse()
        for route in Route.all where route.access == .user {
            for token in [nil, "nobody"] {
                let reply = try await house.send(route.method.rawValue, route.path(id: JobID("0")), as: token)
                #expect(reply.status == 401, "\(route.template)")
                #expect(reply.headers["www-authenticate"]?.hasPrefix("Bearer ") == true)
            }
        }
        #expect(try await house.get("/v1/info", as: nil).json(ServerInfo.self).mode == .served)
        try await house.stop()
    }

    @Test func inSingleUserModeAccountsAreNotOffered() async throws {
        let house = try await House(converts: false)
        let served: [Route] = [
            .login, .refresh, .logout, .signUp, .profile, .changeProfile, .deleteAccount, .upload, .download, .token,
        ]
        for route in served {
            let reply = try await house.client.send(route.method.rawValue, route.template)
            #expect(try reply.problem().code == .notFound, "\(route.template)")
        }
        try await house.stop()
    }

    @Test func logins() async throws {
        let house = try await ServedHouse { $0.trustsForwardedFor = true }
        let client = house.client
        let json = try await client.post("/v1/session", Credentials(email: "ann@x", password: "pw-ann"))
        #expect(json.status == 201)
        #expect(try json.json(SessionGrant.self).user.email == "ann@x")
        let basic = "Authorization: Basic \(Data("ann@x:pw-ann".utf8).base64EncodedString())"
        #expect(
            try await client.post("/v1/session", headers: [basic]).json(SessionGrant.self).accessToken == "token-ann")
        let text = try await client.post("/login", headers: [basic, "X-Forwarded-For: 1.1.1.1, 2.2.2.2"])
        #expect(
            text.status == 200 && text.text == "token-ann"
                && text.headers["content-type"]?.hasPrefix("text/plain") == true)
        #expect(await house.sessions.addresses.last == "2.2.2.2")
        let wrong = try await client.post("/v1/session", Credentials(email: "ann@x", password: "no"))
        #expect(wrong.status == 401 && wrong.headers["www-authenticate"]?.hasPrefix("Basic ") == true)
        let often = try await client.post("/v1/session", Credentials(email: "ann@x", password: "often"))
        #expect(often.status == 429 && often.headers["retry-after"] == "42")
        for header in ["Basic", "Basic !", "Basic \(Data("ann".utf8).base64EncodedString())", "Bearer x"] {
            #expect(try await client.post("/login", headers: ["Authorization: \(header)"]).status == 401)
        }
        #expect(try await client.post("/v1/session/refresh", RefreshRequest(refreshToken: "refresh-ann")).status == 200)
        #expect(try await house.send("DELETE", "/v1/session", as: "ann").status == 204)
        #expect(try await house.get("/v1/users/me", as: "ann").status == 401)
        try await house.stop()
    }

    @Test func accounts() async throws {
        let house = try await ServedHouse()
        let made = try await house.client.post("/v1/users", SignUpRequest(email: "eve@x", password: "p"))
        #expect(made.status == 201)
        #expect(try await house.client.post("/v1/users", SignUpRequest(email: "eve@x", password: "p")).status == 409)
        let patched = try await house.send("PATCH", "/v1/users/me", as: "eve", body: Array(#"{"notifies":false}"#.utf8))
        #expect(try patched.json(UserProfile.self).notifies == false)
        try await house.stop()
    }

    @Test func aDeletedAccountLeavesNothing() async throws {
        let house = try await ServedHouse()
        _ = try await house.job(of: "ann")
        _ = try await house.convert()
        _ = try await house.job(of: "ann")
        let kept = try await house.job(of: "bob")
        _ = try await house.ledger.claimNext(worker: "w", lease: .seconds(60))
        #expect(try await house.send("DELETE", "/v1/users/me", as: "ann").status == 204)
        #expect(try await house.get("/v1/users/me", as: "ann").status == 401)
        #expect(try await house.ledger.list(.init()).records.map(\.id) == [kept])
        #expect(try house.folder.names("blobs/videos") == [kept.rawValue])
        #expect(try house.folder.names("blobs/mp3s").isEmpty)
        try await house.stop()
    }

    @Test func onlyAdministratorsHaltTheQueue() async throws {
        let house = try await ServedHouse()
        #expect(try await house.send("POST", "/v1/queue/pause", as: "ann").status == 403)
        #expect(try await house.get("/v1/queue", as: "ann").status == 200)
        #expect(try await house.send("POST", "/v1/queue/pause", as: "root").status == 200)
        let byPath = Array(#"{"items":[{"path":"/etc/passwd"}],"options":{},"priority":0}"#.utf8)
        #expect(try await house.send("POST", "/v1/jobs", as: "ann", body: byPath).status == 403)
        #expect(try await house.send("POST", "/v1/daemon/shutdown", as: "root").status == 403)
        try await house.stop()
    }

    @Test func readinessNamesWhatItWaitsFor() async throws {
        let house = try await ServedHouse()
        try await eventually("it is ready") { try await house.get("/readyz", as: nil).status == 200 }
        await house.sessions.setAway(true)
        let reply = try await house.get("/readyz", as: nil)
        #expect(try reply.status == 503 && reply.problem().detail == "Waiting for the auth service.")
        #expect(reply.headers["retry-after"] != nil)
        #expect(try await house.get("/v1/jobs", as: "ann").headers["retry-after"] == "7")
        try await house.stop()
    }

    @Test func requestsHaveIdentifiers() async throws {
        let house = try await ServedHouse()
        #expect(try await house.get("/healthz", as: nil, "X-Request-Id: abc-1").headers["x-request-id"] == "abc-1")
        let replaced = try await house.get("/nothing", as: nil, "X-Request-Id: a b").headers["x-request-id"]
        #expect(replaced != nil && replaced != "a b")
        try await house.stop()
    }
}
