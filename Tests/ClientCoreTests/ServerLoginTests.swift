import FoundationEssentials
import SpoolAPI
import Testing

@testable import ClientCore

@Suite(.timeLimit(.minutes(10))) struct ServerLoginTests {
    private func answer(_ request: ScriptedServer.Request) throws -> [ScriptedServer.Step] {
        switch request.target {
        case Route.login.path() where request.method == "POST":
            let credentials = try JSONDecoder().decode(Credentials.self, from: Data(request.body))
            guard credentials.password == "right" else {
                return [try .json(Problem(.unauthorized, "No."), status: 401)]
            }
            return [try .json(SessionGrant.sample(access: "a1", refresh: "r1"), status: 201)]
        case Route.signUp.path():
            return [try .json(UserProfile(id: UserID("u1"), email: "ann@example.org"), status: 201)]
        default: return [.answer(204)]
        }
    }

    @Test func aLoginIsKeptAndMadeTheDefault() async throws {
        let home = try Home()
        let server = try ScriptedServer(tcp: true) { try answer($0) }
        defer { server.stop() }
        let (kept, session) = try await ServerLogin(home.paths).run(
            at: ServerProfile(server.endpoint, name: "work"), email: "Ann@example.org", password: "right")
        #expect(kept.name == "work" && kept.email == "ann@example.org")
        #expect(try home.store.read(server.endpoint) == session)
        let profiles = try ServerProfilesFile(home.paths).read()
        #expect(profiles.defaultName == "work")
        let choice = try ServerChoice(
            option: nil, environment: [:], settings: Settings(), profiles: profiles, paths: home.paths,
            workingDirectory: "/")
        #expect(choice == .given(kept))
        #expect(server.requests.allSatisfy { $0.token == nil })
    }

    @Test func signingUpComesFirst() async throws {
        let home = try Home()
        let server = try ScriptedServer(tcp: true) { try answer($0) }
        defer { server.stop() }
        _ = try await ServerLogin(home.paths).run(
            at: ServerProfile(server.endpoint), email: "ann@example.org", password: "right",
            account: .new(invitation: "code"))
        #expect(server.requests.map(\.target) == ["/v1/users", "/v1/session"])
        let request = try JSONDecoder().decode(SignUpRequest.self, from: Data(server.requests[0].body))
        #expect(request.invitation == "code")
    }

    @Test func aWrongPasswordIsSaidPlainly() async throws {
        let home = try Home()
        let server = try ScriptedServer(tcp: true) { try answer($0) }
        defer { server.stop() }
        do throws(ClientError) {
            _ = try await ServerLogin(home.paths).run(
                at: ServerProfile(server.endpoint), email: "ann@example.org", password: "wrong")
            Issue.record("no error")
        } catch { #expect(error.message == "wrong email or password") }
        #expect(try home.store.read(server.endpoint) == nil)
        #expect(try ServerProfilesFile(home.paths).read().servers.isEmpty)
    }

    @Test func throttlingTellsTheSeconds() async throws {
        let home = try Home()
        let server = try ScriptedServer(tcp: true) { _ in
            [
                .answer(
                    429, try SpoolClient.encode(Problem(.tooManyRequests, "Later.")), headers: ["Retry-After": "40"])
            ]
        }
        defer { server.stop() }
        do throws(ClientError) {
            _ = try await ServerLogin(home.paths).run(
                at: ServerProfile(server.endpoint), email: "a@b", password: "x")
        } catch {
            #expect(error.message == "too many attempts, try again in 40 s")
            #expect(error.retryAfter == 40)
        }
    }

    @Test func logoutTellsTheServerAndForgets() async throws {
        let home = try Home()
        let server = try ScriptedServer(tcp: true) { try answer($0) }
        defer { server.stop() }
        try home.logIn(server.endpoint, access: "a1", refresh: "r1")
        #expect(try await ServerLogin(home.paths).logout(ServerProfile(server.endpoint)))
        #expect(server.requests.map(\.method) == ["DELETE"])
        #expect(server.requests[0].token == "a1")
        #expect(try home.store.read(server.endpoint) == nil)
        #expect(try await ServerLogin(home.paths).logout(ServerProfile(server.endpoint)) == false)
    }
}

@Suite struct ServerProfilesTests {
    private let work = ServerProfile(.url("https://spool.example.org"), name: "work")

    @Test func namesComeFromHostsAndStayApart() throws {
        var profiles = ServerProfiles()
        #expect(try profiles.remember(ServerProfile(.url("https://a.org"))).name == "a.org")
        #expect(try profiles.remember(ServerProfile(.url("https://a.org:8443"))).name == "a.org-2")
        #expect(try profiles.remember(ServerProfile(.url("https://a.org"), email: "x@y")).name == "a.org")
        #expect(profiles.servers.count == 2)
    }

    @Test func aTakenNameIsRefused() throws {
        var profiles = ServerProfiles()
        try profiles.remember(work)
        #expect(throws: ClientError.self) { try profiles.remember(ServerProfile(.url("https://b"), name: "work")) }
        #expect(throws: ClientError.self) { try profiles.remember(ServerProfile(.url("https://b"), name: "local")) }
        #expect(throws: ClientError.self) { try profiles.remember(ServerProfile(.url("https://b"), name: "a b")) }
    }

    @Test func theDefaultFollowsItsServer() throws {
        var profiles = ServerProfiles()
        try profiles.remember(work)
        try profiles.use("work")
        var renamed = work
        renamed.name = "office"
        try profiles.remember(renamed)
        #expect(profiles.defaultName == "office")
        try profiles.use("local")
        #expect(profiles.defaultServer == nil)
        try profiles.use("https://spool.example.org")
        #expect(profiles.defaultName == "office")
        try profiles.remove("office")
        #expect(profiles.defaultName == nil)
        #expect(throws: ClientError.self) { try profiles.use("office") }
    }

    @Test func theFileComesBackAsItWas() throws {
        let home = try Home()
        let file = ServerProfilesFile(home.paths)
        var full = work
        full.email = "ann@example.org"
        full.caFile = "/etc/ca.pem"
        try file.change { profiles throws(ClientError) in
            try profiles.remember(full)
            try profiles.use("work")
        }
        #expect(try file.read().servers == [full])
        #expect(try file.read().defaultName == "work")
        _ = try home.folder.write("servers.json", "{}x")
        #expect(throws: ClientError.self) { try file.read() }
    }

    @Test func plainHTTPBeyondThisMachineIsExposed() {
        #expect(ServerProfile(.url("http://spool.example.org")).isExposed)
        #expect(!ServerProfile(.url("https://spool.example.org")).isExposed)
        #expect(!ServerProfile(.url("http://127.0.0.1:80")).isExposed)
        #expect(!ServerProfile(.url("http://localhost:80")).isExposed)
    }
}
