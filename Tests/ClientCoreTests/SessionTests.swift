import FoundationEssentials
import Glibc
import MediaTypes
import SpoolAPI
import Synchronization
import Testing

@testable import ClientCore

@Suite(.timeLimit(.minutes(10))) struct SessionTests {
    /// A server that takes one access token, and one refresh token once, which gives the next of both.
    private final class Tokens: Sendable {
        private let number = Mutex(1)
        private let refreshes = Mutex(0)
        var refreshCount: Int { refreshes.withLock { $0 } }
        func revoke() { number.withLock { $0 = 1000 } }

        func answer(_ request: ScriptedServer.Request) throws -> [ScriptedServer.Step] {
            if request.target == Route.refresh.path() {
                refreshes.withLock { $0 += 1 }
                let spent = try JSONDecoder().decode(RefreshRequest.self, from: Data(request.body)).refreshToken
                let next = number.withLock { number -> Int? in
                    guard spent == "refresh\(number)" else { return nil }
                    number += 1
                    return number
                }
                guard let next else { return [try .json(Problem(.unauthorized, "Log in again."), status: 401)] }
                return [try .json(SessionGrant.sample(access: "access\(next)", refresh: "refresh\(next)"))]
            }
            guard request.token == number.withLock({ "access\($0)" }) else {
                return [try .json(Problem(.unauthorized, "Log in again."), status: 401)]
            }
            return [try .json(QueueStatus(paused: false, workers: 1))]
        }
    }

    private func server(_ tokens: Tokens) throws -> ScriptedServer {
        try ScriptedServer(tcp: true) { try tokens.answer($0) }
    }

    @Test func everyCallCarriesTheToken() async throws {
        let (home, tokens) = (try Home(), Tokens())
        let server = try server(tokens)
        defer { server.stop() }
        try home.logIn(server.endpoint, access: "access1", refresh: "refresh1")
        let client = try home.client(server.endpoint)
        _ = try await client.queue()
        _ = try? await client.info()
        #expect(server.requests.map(\.token) == ["access1", nil])
        #expect(tokens.refreshCount == 0)
    }

    @Test func aRefusedTokenIsRenewedAndTheCallRepeated() async throws {
        let (home, tokens) = (try Home(), Tokens())
        let server = try server(tokens)
        defer { server.stop() }
        try home.logIn(server.endpoint, access: "old", refresh: "refresh1")
        _ = try await home.client(server.endpoint).queue()
        #expect(server.requests.map(\.token) == ["old", nil, "access2"])
        #expect(try home.store.read(server.endpoint)?.grant.refreshToken == "refresh2")
    }

    @Test func aTokenIsRenewedBeforeItEnds() async throws {
        let (home, tokens) = (try Home(), Tokens())
        let server = try server(tokens)
        defer { server.stop() }
        try home.logIn(
            server.endpoint, access: "access1", refresh: "refresh1", expiresAt: WallClock.now() + 30_000)
        _ = try await home.client(server.endpoint).queue()
        #expect(server.requests.map(\.target) == ["/v1/session/refresh", "/v1/queue"])
    }

    @Test func aWrongClockDoesNotRenewAtEachCall() {
        let session = Session(
            server: "http://x", grant: .sample(access: "a", refresh: "r", expiresAt: 1_000_000), receivedAt: 2_000_000)
        #expect(!session.isDue(at: 3_000_000))
    }

    /// Many tasks of several processes' worth of clients: the refresh token is spent once.
    @Test func oneRenewalForAll() async throws {
        let (home, tokens) = (try Home(), Tokens())
        let server = try server(tokens)
        defer { server.stop() }
        try home.logIn(server.endpoint, access: "old", refresh: "refresh1")
        let clients = try (0..<3).map { _ in try home.client(server.endpoint) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<30 { group.addTask { _ = try await clients[number % 3].queue() } }
            try await group.waitForAll()
        }
        #expect(tokens.refreshCount == 1)
    }

    @Test func anEndedLoginHasItsOwnCodeAndIsForgotten() async throws {
        let (home, tokens) = (try Home(), Tokens())
        let server = try server(tokens)
        defer { server.stop() }
        tokens.revoke()
        try home.logIn(server.endpoint, access: "old", refresh: "spent")
        do throws(ClientError) {
            _ = try await home.client(server.endpoint).queue()
            Issue.record("no error")
        } catch {
            #expect(error.code == .loginNeeded)
            #expect(error.message.contains("has ended"))
        }
        #expect(try home.store.read(server.endpoint) == nil)
    }

    @Test func whoIsNotLoggedInIsTold() async throws {
        let (home, tokens) = (try Home(), Tokens())
        let server = try server(tokens)
        defer { server.stop() }
        do throws(ClientError) { _ = try await home.client(server.endpoint).queue() } catch {
            #expect(error.code == .loginNeeded)
            #expect(error.message.contains("spool login"))
        }
        #expect(tokens.refreshCount == 0)
    }

    @Test func workGoesOnAfterTheNextLogin() async throws {
        let (home, tokens) = (try Home(), Tokens())
        let server = try server(tokens)
        defer { server.stop() }
        try home.logIn(server.endpoint, access: "old", refresh: "spent")
        let endpoint = server.endpoint
        let client = try home.client(endpoint) { end throws(ClientError) in
            do { try home.logIn(endpoint, access: "access1", refresh: "refresh1") } catch { throw end }
        }
        #expect(try await client.queue().workers == 1)
        #expect(server.requests.last?.token == "access1")
    }

    @Test func aServerThatIsAwayEndsNoLogin() async throws {
        let home = try Home()
        let server = try ScriptedServer(tcp: true) { request in
            request.target == Route.refresh.path() ? [.close] : [.answer(401)]
        }
        defer { server.stop() }
        try home.logIn(server.endpoint, access: "old", refresh: "refresh1")
        do throws(ClientError) { _ = try await home.client(server.endpoint).queue() } catch {
            #expect(error.code == .interrupted)
        }
        #expect(try home.store.read(server.endpoint)?.grant.refreshToken == "refresh1")
    }

    @Test func aRedirectIsNotFollowed() async throws {
        let home = try Home()
        let other = try ScriptedServer(tcp: true) { _ in [.answer(200)] }
        defer { other.stop() }
        let place = other.endpoint.text
        let server = try ScriptedServer(tcp: true) { _ in [.answer(302, headers: ["Location": "\(place)/v1/queue"])] }
        defer { server.stop() }
        try home.logIn(server.endpoint, access: "secret", refresh: "refresh1")
        do throws(ClientError) { _ = try await home.client(server.endpoint).queue() } catch {
            #expect(error.code == .badResponse)
            #expect(error.message.contains(place))
        }
        #expect(other.requests.isEmpty)
    }

    @Test func aSessionFileOpenToOthersIsRefused() throws {
        let home = try Home()
        let server = ServerEndpoint.url("http://localhost:1")
        try home.logIn(server, access: "a", refresh: "r")
        let file = try #require(TemporaryNames.files(in: home.paths.sessions).first { $0.hasSuffix(".json") })
        let path = home.paths.sessions.appending(RawName(file))
        var status = stat()
        #expect(path.withCString { stat($0, &status) } == 0 && status.st_mode & 0o777 == 0o600)
        #expect(home.paths.sessions.withCString { stat($0, &status) } == 0 && status.st_mode & 0o777 == 0o700)
        _ = path.withCString { chmod($0, 0o640) }
        #expect(throws: ClientError.self) { try home.store.read(server) }
        _ = path.withCString { chmod($0, 0o600) }
        _ = home.paths.sessions.withCString { chmod($0, 0o755) }
        #expect(throws: ClientError.self) { try home.store.read(server) }
        _ = home.paths.sessions.withCString { chmod($0, 0o700) }
        #expect(try home.store.read(server)?.grant.accessToken == "a")
    }

    @Test func descriptionsKeepTheTokens() throws {
        let session = Session(server: "http://x", grant: .sample(access: "SECRET", refresh: "SECRET"), receivedAt: 0)
        #expect(!"\(session)".contains("SECRET") && !String(reflecting: session).contains("SECRET"))
    }
}

enum TemporaryNames {
    static func files(in directory: RawName) -> [String] {
        guard let stream = directory.withCString({ opendir($0) }) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }
}
