import BackendCore
import FoundationEssentials
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

/// Reads `/v1/events`.
private final class Listener {
    struct Event {
        var name = ""
        var id: Int64?
        var data = ""

        func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
            try JSONDecoder().decode(type, from: Data(data.utf8))
        }
    }

    private let connection: SocketConnection
    private var buffer: [UInt8] = []
    private(set) var comments = 0

    init(_ house: House, headers: [String] = [], path: String = "/v1/events") async throws {
        connection = try SocketConnection(unix: house.socket)
        await connection.send(
            (["GET \(path) HTTP/1.1", "Host: x"] + headers).joined(separator: "\r\n").utf8 + Array("\r\n\r\n".utf8))
    }

    /// The next message, comments skipped; nil at the end of the stream. Chunk sizes are lines of their own that
    /// hold no colon.
    func next() async -> Event? {
        var event = Event()
        while let line = await line() {
            if line.isEmpty, !event.name.isEmpty { return event }
            if line.hasPrefix(":") { comments += 1 }
            if line.hasPrefix("event: ") { event.name = String(line.dropFirst(7)) }
            if line.hasPrefix("id: ") { event.id = Int64(line.dropFirst(4)) }
            if line.hasPrefix("data: ") { event.data = String(line.dropFirst(6)) }
        }
        return nil
    }

    func next(_ name: String) async throws -> Event {
        while let event = await next() { if event.name == name { return event } }
        throw CancellationError()
    }

    func job(where condition: (Job) -> Bool = { _ in true }) async throws -> Job {
        while true {
            let job: Job = try await next("job").decode()
            if condition(job) { return job }
        }
    }

    func leave() async { await connection.shutdown() }

    func readComment() async {
        let before = comments
        while comments == before, let line = await line() { if line.hasPrefix(":") { comments += 1 } }
    }

    private func line() async -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                buffer.removeFirst(end + 1)
                return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            }
            let more = await connection.receive()
            guard !more.isEmpty else { return nil }
            buffer += more
        }
    }
}

@Suite struct EventTests {
    @Test func helloThenTheQueueThenChanges() async throws {
        let house = try await House(converts: false)
        let listener = try await Listener(house)
        let hello: FeedHello = try await listener.next("hello").decode()
        #expect(!hello.reset)
        #expect(try await listener.next("queue").decode(QueueStatus.self) == QueueStatus(paused: false, workers: 2))
        let id = try await house.submit(house.folder.file("a.mkv"))[0]
        let queued = try await listener.next("job")
        let job: Job = try queued.decode()
        #expect(job.id == id && job.state == .queued && queued.id == job.revision && job.path != nil)
        _ = try await house.client.post(Route.pauseQueue.template)
        #expect(try await listener.next("queue").decode(QueueStatus.self).paused)
        house.status.blocked = "disk full"
        #expect(try await listener.next("queue").decode(QueueStatus.self).blocked == "disk full")
        _ = try await house.client.send("DELETE", Route.remove.path(id: id))
        #expect(try await listener.next("removed").decode(JobRemoved.self).id == id)
        try await house.stop()
    }

    @Test func resumesWhereItLeftOff() async throws {
        let house = try await House(converts: false)
        let first = try await Listener(house)
        _ = try await first.next("hello")
        let ids = try await house.submit(house.folder.file("a.mkv"), house.folder.file("b.mkv"))
        let seen = try await first.next("job")
        await first.leave()
        for _ in 0..<3 {
            _ = try await house.client.post(Route.pause.path(id: ids[0]))
            _ = try await house.client.post(Route.resume.path(id: ids[0]))
        }
        // The feed follows the ledger; what it has not read yet would come as a later event.
        try await eventually("the feed is there") {
            try await house.feed.revision() == house.ledger.revision()
        }
        let again = try await Listener(house, headers: ["Last-Event-ID: \(try #require(seen.id))"])
        let hello = try await again.next("hello")
        #expect(hello.id == seen.id)
        // The latest state of each job, once each.
        let missed = [try await again.job(), try await again.job()]
        #expect(missed.map(\.id) == [ids[1], ids[0]])
        #expect(missed[1].revision == (try await house.ledger.revision()))
        let byQuery = try await Listener(house, path: "/v1/events?after=\(try #require(seen.id))")
        #expect(try await byQuery.job().id == ids[1])
        try await house.stop()
    }

    @Test func anUnknownRevisionAsksToListAgain() async throws {
        let house = try await House(converts: false)
        let listener = try await Listener(house, headers: ["Last-Event-ID: 999999"])
        #expect(try await listener.next("hello").decode(FeedHello.self).reset)
        let id = try await house.submit(house.folder.file("a.mkv"))[0]
        #expect(try await listener.job().id == id)
        try await house.stop()
    }

    @Test func heartbeats() async throws {
        let house = try await House(converts: false)
        let listener = try await Listener(house)
        _ = try await listener.next("queue")
        await listener.readComment()
        #expect(listener.comments > 0)
        try await house.stop()
    }

    @Test func manyJobsComeOnceEach() async throws {
        let house = try await House(converts: false)
        let listener = try await Listener(house, path: "/v1/events?after=0")
        _ = try await listener.next("hello")
        let path = try house.folder.file("a.mkv")
        let submission = JobSubmission(items: Array(repeating: .init(path: path), count: 3000))
        let receipt: JobReceipt = try await house.client.post("/v1/jobs", submission).json()
        var seen: [JobID] = []
        while seen.count < 3000 { seen.append(try await listener.job().id) }
        #expect(seen == receipt.jobs)
        try await house.stop()
    }

    @Test(.timeLimit(.minutes(10))) func theStreamEndsWithTheServer() async throws {
        let house = try await House(converts: false)
        let listener = try await Listener(house)
        _ = try await listener.next("queue")
        try await house.stop()
        while await listener.next() != nil {}
    }
}
