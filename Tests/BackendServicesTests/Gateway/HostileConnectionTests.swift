import Foundation
import SpoolAPI
import Testing

@testable import BackendServices

/// What a connection can do wrong, over a real socket.
@Suite struct HostileConnectionTests {
    /// Shapes with which requests are smuggled past proxies: what follows is never taken for a request.
    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 0x3\r\n\r\nabc",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\u{0}c\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n", "GET /heal thz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /healthz HTTP/9\r\n\r\n", "nonsense\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
    ])
    func smuggledRequests(text: String) async throws {
        let house = try await House(converts: false)
        let connection = try SocketConnection(unix: house.socket)
        await connection.send((text + "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").utf8)
        let received = await connection.receiveAll()
        #expect(Reply(received).status == 400)
        #expect(String(decoding: received, as: UTF8.self).components(separatedBy: "HTTP/1.1 ").count == 2)
        #expect(try await house.client.get("/healthz").status == 200)
        try await house.stop()
    }

    @Test func slowConnectionsAreCut() async throws {
        var limits = ConnectionWatch.Limits()
        limits.header = 100_000_000
        limits.idle = 100_000_000
        limits.bodyWindow = 100_000_000
        let house = try await House(converts: false, limits: limits)
        let begin = ContinuousClock.now
        for start in ["", "GET /healthz HT", "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"] {
            let connection = try SocketConnection(unix: house.socket)
            await connection.send(start.utf8)
            #expect(await connection.receiveAll().isEmpty)
        }
        // Receiving would give up by itself only much later.
        #expect(ContinuousClock.now - begin < .seconds(60))
        try await eventually("one that is quick is answered") {
            let kept = try SocketConnection(unix: house.socket)
            await kept.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            return Reply(await kept.receiveAll()).status == 200
        }
        try await house.stop()
    }

    @Test func aClientThatDoesNotReadIsCut() async throws {
        var limits = ConnectionWatch.Limits()
        limits.write = 100_000_000
        let house = try await House(converts: false, limits: limits)
        let connection = try SocketConnection(unix: house.socket)
        let request = "GET /openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n"
        await connection.send(String(repeating: request, count: 100).utf8)
        let first = await connection.receive()
        #expect(!first.isEmpty)
        try await eventually("it is cut") { house.connections.value == 0 }
        #expect(first.count + (await connection.receiveAll()).count < 100 * OpenAPI.text.utf8.count)
        try await house.stop()
    }
}
