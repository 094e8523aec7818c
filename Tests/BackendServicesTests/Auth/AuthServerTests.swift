import BackendCore
import FoundationEssentials
import Logging
import ServiceLifecycle
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct AuthServerTests {
    /// Runs `body` with a client of the service's server and the headers of a gateway.
    private func serve(
        _ house: AuthHouse, secret: String? = "shared",
        _ body: @escaping @Sendable (Client, [String]) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let watch = DependencyWatch([], logger: house.log.logger)
        let server = try AuthServer(
            service: house.service, address: .tcp(host: "127.0.0.1", port: 0), secret: secret, watch: watch,
            logger: house.log.logger
        ) { port.yield($0) }
        let group = ServiceGroup(services: [server], logger: house.log.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await group.run()
            }
            let bound = try #require(await ports.first { _ in true })
            let client = Client { try SocketConnection(loopback: UInt16(bound)) }
            try await body(client, secret.map { ["Authorization: Bearer \($0)"] } ?? [])
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func aGatewayLogsInAndValidates() async throws {
        let house = try await AuthHouse()
        let account = try await house.add()
        try await serve(house) { client, headers in
            let call = AuthRequest(Credentials(email: account.email, password: AuthHouse.password), from: "10.0.0.1")
            let reply = try await client.post(AuthRoute.login.path, call, headers: headers)
            #expect(reply.status == 200)
            let grant: SessionGrant = try reply.json()
            let found = try await client.post(
                AuthRoute.validate.path, AuthRequest(grant.accessToken), headers: headers)
            #expect(try found.json(AccessIdentity.self).user == account.id)
            let forged = try await client.post(
                AuthRoute.validate.path, AuthRequest(grant.accessToken + "A"), headers: headers)
            #expect(forged.status == 401)
            #expect(try forged.json(AuthRefusal.self).error.code == .unauthorized)
        }
    }

    @Test func strangersAreRefusedEverywhereButForKeysAndProbes() async throws {
        let house = try await AuthHouse()
        try await serve(house) { client, _ in
            for route in AuthRoute.allCases {
                for headers in [[], ["Authorization: Bearer other"], ["Authorization: Basic shared"]] {
                    let reply = try await client.post(route.path, AuthRequest(""), headers: headers)
                    #expect(reply.status == 403, "\(route)")
                }
            }
            for path in ["/healthz", "/metrics", "/.well-known/jwks.json"] {
                #expect(try await client.get(path).status == 200, "\(path)")
            }
            #expect(try await client.get("/login").status == 404)
        }
    }

    @Test(arguments: [("0.0.0.0", false), ("192.0.2.1", false), ("127.0.0.1", true), ("::1", true)])
    func withoutASecretOnlyThisMachineIsServed(_ host: String, _ isTaken: Bool) async throws {
        let house = try await AuthHouse()
        let refusal = await refusal {
            _ = try AuthServer(
                service: house.service, address: .tcp(host: host, port: 0), secret: nil,
                watch: DependencyWatch([], logger: house.log.logger), logger: house.log.logger)
        }
        #expect((refusal == nil) == isTaken)
    }
}
