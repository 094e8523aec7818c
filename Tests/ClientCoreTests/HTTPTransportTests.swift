import SpoolAPI
import Synchronization
import Testing

@testable import ClientCore

@Suite(.timeLimit(.minutes(10))) struct HTTPTransportTests {
    @Test(arguments: [false, true]) func sendsAndReceives(tcp: Bool) async throws {
        let server = try ScriptedServer(tcp: tcp) { request in
            [.answer(201, Array("got \(request.body.count)".utf8), headers: ["X-Thing": "yes", "Retry-After": "3"])]
        }
        defer { server.stop() }
        let transport = try HTTPTransport(to: server.endpoint)
        let body = [UInt8](repeating: 7, count: 3 << 20)
        let response = try await transport.send(HTTPRequest(.post, "/v1/x?y=z", headers: ["A": "b"], body: body))
        #expect(response.head.status == 201)
        #expect(response.head["x-thing"] == "yes")
        #expect(response.body == Array("got \(body.count)".utf8))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/v1/x?y=z")
        #expect(request.headers["a"] == "b")
        #expect(request.headers["user-agent"] == "spool/\(SpoolVersion.current)")
        #expect(request.body == body)
    }

    @Test func methodsWithoutABodySendNone() async throws {
        let server = try ScriptedServer { _ in [.answer(204)] }
        defer { server.stop() }
        let transport = try HTTPTransport(to: server.endpoint)
        for method in [Route.Method.get, .post, .patch, .delete] {
            #expect(try await transport.send(HTTPRequest(method, "/")).head.status == 204)
        }
        #expect(server.requests.map(\.method) == ["GET", "POST", "PATCH", "DELETE"])
        #expect(server.requests.allSatisfy { $0.body.isEmpty })
    }

    /// A daemon that is about to end drops who has just connected.
    @Test func aReadThatADyingServerDroppedIsAskedForOnceMore() async throws {
        let server = try ScriptedServer { $0.number == 1 ? [.close] : [.answer(200)] }
        defer { server.stop() }
        let recoveries = Mutex(0)
        let transport = try HTTPTransport(to: server.endpoint) { recoveries.withLock { $0 += 1 } }
        #expect(try await transport.send(HTTPRequest(.get, "/")).head.status == 200)
        #expect(recoveries.withLock { $0 } == 1)
    }

    @Test func aWriteIsNeverRepeatedUnasked() async throws {
        let server = try ScriptedServer { _ in [.close] }
        defer { server.stop() }
        let recoveries = Mutex(0)
        let transport = try HTTPTransport(to: server.endpoint) { recoveries.withLock { $0 += 1 } }
        await #expect(throws: ClientError.self) { try await transport.send(HTTPRequest(.post, "/")) }
        #expect(server.requests.count == 1 && recoveries.withLock { $0 } == 0)
    }

    @Test func oneConnectionServesManyRequests() async throws {
        let server = try ScriptedServer { _ in [.answer(200)] }
        defer { server.stop() }
        let transport = try HTTPTransport(to: server.endpoint)
        for _ in 0..<10 { _ = try await transport.send(HTTPRequest(.get, "/")) }
        #expect(server.openConnections == 1)
    }

    @Test func manyAtOnceComeBackToTheirCallers() async throws {
        let server = try ScriptedServer { request in [.answer(200, Array(request.target.utf8))] }
        defer { server.stop() }
        let transport = try HTTPTransport(to: server.endpoint)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    try await transport.send(HTTPRequest(.get, "/\(number)")).body == Array("/\(number)".utf8)
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    private func failure(_ request: HTTPRequest = HTTPRequest(.get, "/"), at endpoint: ServerEndpoint) async throws
        -> ClientError?
    {
        do throws(ClientError) { _ = try await HTTPTransport(to: endpoint).send(request) } catch { return error }
        return nil
    }

    @Test func nobodyThereIsUnreachable() async throws {
        let folder = try TemporaryFolder()
        let missing = try await failure(at: .unix(folder.path.appending("none.sock")))
        #expect(missing?.code == .unreachable)
        #expect(missing?.message.hasPrefix("server unreachable: ") ?? false)
        #expect(missing?.message.contains("No such file") ?? false)
        let closed = try await failure(at: .url("http://127.0.0.1:1"))
        #expect(closed?.code == .unreachable)
        #expect(closed?.message == "server unreachable: Connection refused (http://127.0.0.1:1)")
    }

    @Test func aConnectionThatBreaksIsInterrupted() async throws {
        let server = try ScriptedServer { request in
            request.target == "/head"
                ? [.close] : [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .close]
        }
        defer { server.stop() }
        #expect(try await failure(HTTPRequest(.get, "/head"), at: server.endpoint)?.code == .interrupted)
        #expect(try await failure(HTTPRequest(.get, "/body"), at: server.endpoint)?.code == .interrupted)
    }

    @Test func silenceTimesOut() async throws {
        let server = try ScriptedServer { _ in [.hold] }
        defer { server.stop() }
        #expect(try await failure(HTTPRequest(.get, "/", timeout: 1), at: server.endpoint)?.code == .timedOut)
    }

    @Test func cancellingEndsTheExchangeAndItsConnection() async throws {
        let server = try ScriptedServer { _ in [.hold] }
        defer { server.stop() }
        let transport = try HTTPTransport(to: server.endpoint)
        let call = Task { () -> ClientError? in
            do throws(ClientError) { _ = try await transport.send(HTTPRequest(.get, "/", timeout: nil)) } catch {
                return error
            }
            return nil
        }
        try await eventually { server.requests.count == 1 }
        call.cancel()
        #expect(await call.value?.code == .cancelled)
        try await eventually { server.openConnections == 0 }
    }

    @Test func aCallInACancelledTaskEnds() async throws {
        let server = try ScriptedServer { _ in [.hold] }
        defer { server.stop() }
        let transport = try HTTPTransport(to: server.endpoint)
        let call = Task { () -> ClientError? in
            while !Task.isCancelled { await Task.yield() }
            do throws(ClientError) { _ = try await transport.send(HTTPRequest(.get, "/", timeout: nil)) } catch {
                return error
            }
            return nil
        }
        call.cancel()
        #expect(await call.value?.code == .cancelled)
    }

    @Test func aSlowReaderHoldsTheServerBack() async throws {
        let size = 64 << 20
        let server = try ScriptedServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")]
                + (0..<64).map { _ in .send([UInt8](repeating: 1, count: 1 << 20)) }
        }
        defer { server.stop() }
        let (head, body) = try await HTTPTransport(to: server.endpoint).stream(HTTPRequest(.get, "/", timeout: nil))
        #expect(head.status == 200)
        var largest = 0
        var received = 0
        while let chunk = try await body.next() {
            largest = max(largest, chunk.count)
            received += chunk.count
            await Task.yield()
        }
        #expect(received == size)
        // One of libcurl's own buffers may come on top.
        #expect(largest <= Transfer.highWater + 128 * 1024)
    }

    @Test func lettingGoOfABodyEndsTheTransfer() async throws {
        let server = try ScriptedServer { _ in [.send("HTTP/1.1 200 OK\r\n\r\nfirst"), .hold] }
        defer { server.stop() }
        let transport = try HTTPTransport(to: server.endpoint)
        do {
            let (_, body) = try await transport.stream(HTTPRequest(.get, "/", timeout: nil))
            #expect(try await body.next() == Array("first".utf8))
        }
        try await eventually { server.openConnections == 0 }
    }

    @Test func whatIsNotHTTPIsRefused() async throws {
        let server = try ScriptedServer { _ in [.send("SSH-2.0-OpenSSH\r\n"), .close] }
        defer { server.stop() }
        #expect(try await failure(at: server.endpoint) != nil)
    }
}

@Suite struct HTTPHeadParserTests {
    @Test func interimAnswersAreDropped() {
        var parser = HTTPHeadParser()
        var heads: [HTTPHead] = []
        for line in ["HTTP/1.1 100 Continue\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "A: 1\r\n", "a:  2 \r\n", "\r\n"] {
            if let head = parser.receive(line: Array(line.utf8)) { heads.append(head) }
        }
        #expect(heads == [HTTPHead(status: 200, headers: ["a": "2 "])])
    }
}
