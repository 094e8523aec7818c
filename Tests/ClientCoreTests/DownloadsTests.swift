import Crypto
import FoundationEssentials
import Glibc
import MediaTypes
import SpoolAPI
import Synchronization
import Testing

@testable import ClientCore

@Suite(.timeLimit(.minutes(10))) struct DownloadsTests {
    private static let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 977) }
    private static let sha256 = SHA256.hash(data: content).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()

    private func download(into folder: TemporaryFolder, id: JobID = "a", name: RawName = "talk.mp3") -> Download {
        Download(id: id, name: name, size: Int64(Self.content.count), sha256: Self.sha256, directory: folder.path)
    }

    /// Serves ranges; the first `breaks` answers end after half of what was asked for.
    private static func server(breaks: Int = 0, etag: String = sha256) throws -> ScriptedServer {
        try ScriptedServer { request in
            var start = 0
            if let range = request.headers["range"], request.headers["if-range"] == "\"\(etag)\"" {
                start = Int(range.dropFirst("bytes=".count).dropLast()) ?? 0
            }
            let part = Array(content[start...])
            let status =
                start > 0
                ? "206 Partial Content\r\nContent-Range: bytes \(start)-\(content.count - 1)/\(content.count)"
                : "200 OK"
            let head = ScriptedServer.Step.send(
                "HTTP/1.1 \(status)\r\nETag: \"\(etag)\"\r\nContent-Length: \(part.count)\r\n\r\n")
            return request.number <= breaks
                ? [head, .send(Array(part[..<(part.count / 2)])), .close] : [head, .send(part)]
        }
    }

    private func run(_ server: ScriptedServer, _ downloads: [Download]) async throws -> [TransferQueue.Transfer] {
        let queue = Downloads(try SpoolClient(to: server.endpoint))
        for download in downloads { await queue.add(download) }
        await queue.waitUntilIdle()
        return await queue.transfers
    }

    @Test func arrivesVerifiedUnderItsName() async throws {
        let (server, folder) = (try Self.server(), try TemporaryFolder())
        defer { server.stop() }
        let transfers = try await run(server, [download(into: folder)])
        #expect(transfers.first?.state == .done(folder.path.appending("talk.mp3")))
        #expect(folder.names == ["talk.mp3"])
        #expect(folder.read("talk.mp3") == Self.content)
    }

    @Test func brokenConnectionsAreResumedWhereTheyBroke() async throws {
        let (server, folder) = (try Self.server(breaks: 3), try TemporaryFolder())
        defer { server.stop() }
        let transfers = try await run(server, [download(into: folder)])
        #expect(transfers.first?.state == .done(folder.path.appending("talk.mp3")))
        #expect(folder.read("talk.mp3") == Self.content)
        #expect(
            server.requests.map { $0.headers["range"] } == [nil, "bytes=1500000-", "bytes=2250000-", "bytes=2625000-"])
    }

    @Test func anotherRunGoesOnFromThePart() async throws {
        let (server, folder) = (try Self.server(), try TemporaryFolder())
        defer { server.stop() }
        let part = try PartFile(download(into: folder))
        try part.append(Array(Self.content[..<1000]))
        _ = consume part
        _ = try await run(server, [download(into: folder)])
        #expect(server.requests.first?.headers["range"] == "bytes=1000-")
        #expect(folder.names == ["talk.mp3"])
        #expect(folder.read("talk.mp3") == Self.content)
    }

    @Test func aChangedFileIsNeverSpliced() async throws {
        let (server, folder) = (try Self.server(etag: "other"), try TemporaryFolder())
        defer { server.stop() }
        let part = try PartFile(download(into: folder))
        try part.append([UInt8](repeating: 0, count: 1000))
        _ = consume part
        _ = try await run(server, [download(into: folder)])
        #expect(folder.read("talk.mp3") == Self.content)
    }

    @Test func damageIsFoundAndFetchedAgain() async throws {
        let (server, folder) = (try Self.server(), try TemporaryFolder())
        defer { server.stop() }
        let part = try PartFile(download(into: folder))
        try part.append([UInt8](repeating: 0, count: 1000))
        _ = consume part
        let transfers = try await run(server, [download(into: folder)])
        #expect(transfers.first?.state == .done(folder.path.appending("talk.mp3")))
        #expect(folder.read("talk.mp3") == Self.content)
        #expect(server.requests.map { $0.headers["range"] } == ["bytes=1000-", nil])
    }

    @Test func damageThatStaysIsAFailureAndLeavesNoMP3() async throws {
        let (server, folder) = (try Self.server(), try TemporaryFolder())
        defer { server.stop() }
        var wanted = download(into: folder)
        wanted.sha256 = String(repeating: "0", count: 64)
        let transfers = try await run(server, [wanted])
        guard case .failed(let error)? = transfers.first?.state else { return #expect(Bool(false), "\(transfers)") }
        #expect(error.code == .corrupt)
        #expect(!folder.names.contains { $0.hasSuffix(".mp3") })
    }

    @Test func nothingIsEverOverwritten() async throws {
        let (server, folder) = (try Self.server(), try TemporaryFolder())
        defer { server.stop() }
        _ = try folder.write("talk.mp3", "mine")
        symlink("/etc/passwd", folder.path.appending("talk (2).mp3").text)
        let transfers = try await run(server, [download(into: folder)])
        #expect(transfers.first?.state == .done(folder.path.appending("talk (3).mp3")))
        #expect(folder.read("talk.mp3") == Array("mine".utf8))
    }

    @Test func linksInThePartsPlaceAreNotFollowed() async throws {
        let (server, folder, other) = (try Self.server(), try TemporaryFolder(), try TemporaryFolder())
        defer { server.stop() }
        let target = try other.write("precious", "x")
        symlink(target.text, folder.path.appending(RawName("talk.mp3.\(Self.sha256.prefix(12)).part")).text)
        let transfers = try await run(server, [download(into: folder)])
        guard case .failed(let error)? = transfers.first?.state else { return #expect(Bool(false), "\(transfers)") }
        #expect(error.code == .file)
        #expect(other.read("precious") == [0x78])
    }

    @Test func namesStayInsideTheDirectory() async throws {
        let (server, folder) = (try Self.server(), try TemporaryFolder())
        defer { server.stop() }
        _ = try await run(server, [download(into: folder, name: "../../../tmp/evil\n.mp3")])
        #expect(folder.names == ["evil_.mp3"])
    }

    @Test func severalOfOneNameAtOnce() async throws {
        let (server, folder) = (try Self.server(), try TemporaryFolder())
        defer { server.stop() }
        let ids: [JobID] = ["a", "b", "c"]
        // Parts are named after content, so equal contents of one name follow each other.
        for id in ids { _ = try await run(server, [download(into: folder, id: id)]) }
        #expect(folder.names == ["talk (2).mp3", "talk (3).mp3", "talk.mp3"])
    }

    @Test func twoWritersOfOnePartDoNotMix() async throws {
        let folder = try TemporaryFolder()
        let first = try PartFile(download(into: folder))
        #expect(throws: ClientError.self) { try PartFile(download(into: folder)) }
        try first.append([1])
        #expect(first.offset == 1)
    }

    @Test func cancellingKeepsThePart() async throws {
        let server = try ScriptedServer { _ in
            [
                .send("HTTP/1.1 200 OK\r\nContent-Length: \(Self.content.count)\r\n\r\n"),
                .send(Array(Self.content[..<500])), .hold,
            ]
        }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let received = Mutex<Int64>(0)
        let queue = Downloads(try SpoolClient(to: server.endpoint)) { transfer in
            received.withLock { $0 = transfer.received }
        }
        await queue.add(download(into: folder))
        try await eventually { received.withLock { $0 } == 500 }
        await queue.cancel("a")
        await queue.waitUntilIdle()
        try await eventually { server.openConnections == 0 }
        #expect(await queue.transfers.first?.state == .cancelled)
        #expect(folder.names.count == 1)
        #expect(folder.names.first?.hasSuffix(".part") ?? false)
    }
}
