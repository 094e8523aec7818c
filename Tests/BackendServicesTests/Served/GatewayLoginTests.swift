import BackendCore
import SpoolAPI
import Testing

@testable import BackendServices

/// What strangers are told by a gateway with a real auth service.
@Suite struct GatewayLoginTests {
    /// All of an answer but what differs from request to request.
    private func comparable(_ reply: Reply) -> [String] {
        let headers = reply.headers.filter { !["x-request-id", "date"].contains($0.key) }
        return ["\(reply.status)", reply.text] + headers.map { "\($0.key): \($0.value)" }.sorted()
    }

    @Test func everyForgedTokenGetsOneAnswer() async throws {
        let accounts = try await AuthHouse()
        try await accounts.add()
        let house = try await ServedHouse(accounts: accounts)
        func get(_ token: String) async throws -> Reply {
            try await house.get("/v1/jobs", as: nil, "Authorization: Bearer \(token)")
        }
        let real = try await accounts.login().accessToken
        #expect(try await get(real).status == 200)
        // What a header cannot carry does not come this far.
        let forged = try ForgedToken.all(real: real, key: accounts.key, now: accounts.clock.wall() / 1000)
            .filter { (1...8192).contains($0.token.utf8.count) && $0.token.utf8.allSatisfy { 0x21...0x7E ~= $0 } }
        #expect(forged.count >= 60)
        var answers: Set<[String]> = []
        for each in forged {
            let reply = try await get(each.token)
            #expect(reply.status == 401, "\(each)")
            answers.insert(comparable(reply))
        }
        #expect(answers.count == 1, "\(answers)")
        try await house.stop()
    }

    @Test func nobodyLearnsWhoHasAnAccount() async throws {
        let accounts = try await AuthHouse()
        try await accounts.add()
        try await accounts.add("off@example.org")
        try await accounts.administration.setDisabled(true, "off@example.org")
        let house = try await ServedHouse(accounts: accounts)
        var answers: Set<[String]> = []
        for email in ["ann@example.org", "nobody@example.org", "off@example.org", "no address", ""] {
            let wrong = Credentials(email: email, password: "wrong wrong")
            answers.insert(comparable(try await house.client.post("/v1/session", wrong)))
        }
        let right = Credentials(email: "off@example.org", password: AuthHouse.password)
        answers.insert(comparable(try await house.client.post("/v1/session", right)))
        #expect(answers.count == 1 && answers.first?.first == "401", "\(answers)")
        try await house.stop()
    }

    @Test func theStreamEndsWithTheLogin() async throws {
        let accounts = try await AuthHouse()
        try await accounts.add()
        let house = try await ServedHouse(accounts: accounts)
        let grant = try await accounts.login()
        let connection = try SocketConnection(unix: house.folder("s.sock"))
        await connection.send(
            "GET /v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer \(grant.accessToken)\r\n\r\n"
                .utf8)
        #expect(Reply(await connection.receive()).status == 200)
        // Another process ends it: this one's verifier is not told.
        try await accounts.restarted().logout(try await accounts.identity(grant))
        let untold = NewJob(name: "a", path: "/a")
        _ = try await house.ledger.insert(NewBatch(owner: grant.user.id, jobs: [untold]))
        let rest = String(decoding: await connection.receiveAll(), as: UTF8.self)
        #expect(rest.hasSuffix("0\r\n\r\n") && !rest.contains(untold.id.rawValue))
        try await house.stop()
    }

    @Test func oneAddressCannotTakeAllConnections() async throws {
        let port = LoopbackPort.free()
        let house = try await ServedHouse(port: port) { $0.connectionsPerAddress = 3 }
        let client = Client { try SocketConnection(loopback: port) }
        var held: [SocketConnection] = []
        // More at each look: one that asks for nothing is cut off after a while, which a busy machine may well take.
        try await eventually("no more are served") {
            held += try (0..<3).map { _ in try SocketConnection(loopback: port) }
            return try await client.get("/healthz").status == 0
        }
        for connection in held { await connection.shutdown() }
        try await eventually("there is room again") { try await client.get("/healthz").status == 200 }
        try await house.stop()
    }
}
