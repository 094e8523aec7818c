import FoundationEssentials
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct ExpectTests {
    @Test func continueIsSaidAtOnce() async throws {
        let house = try await House(converts: false)
        let connection = try SocketConnection(unix: house.socket)
        let body = Array(try JSONEncoder().encode(JobSubmission(items: [.init(path: try house.folder.file("a.mkv"))])))
        let head = """
            POST /v1/jobs HTTP/1.1\r
            Host: x\r
            Expect: 100-continue\r
            Connection: close\r
            Content-Length: \(body.count)\r
            \r

            """
        await connection.send(head.utf8)
        #expect(String(decoding: await connection.receive(), as: UTF8.self).hasPrefix("HTTP/1.1 100 "))
        await connection.send(body)
        #expect(Reply(await connection.receiveAll()).status == 201)
        try await house.stop()
    }

    @Test func aMalformedBody() async throws {
        let house = try await House(converts: false)
        let connection = try SocketConnection(unix: house.socket)
        await connection.send(
            "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n".utf8)
        #expect(Reply(await connection.receiveAll()).status == 400)
        try await house.stop()
    }
}
