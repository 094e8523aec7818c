import BackendCore
import BackendEmbedded
import Logging
import SpoolAPI
import Synchronization
import Testing

@testable import BackendServices

@Suite(.timeLimit(.minutes(10))) struct WakeUpInboxTests {
    /// The ledger may tell of a job before the queue does: the message that comes late is that attempt's, and others are
    /// received.
    @Test func aMessageThatComesLateBelongsToTheAttemptThatRuns() async throws {
        let folder = TemporaryFolder()
        let database = try EmbeddedDatabase(path: folder("queue.sqlite").text)
        let queue = CountedQueue(SQLiteJobQueue(database, name: "work"))
        let inbox = inbox(of: queue)
        let (first, second, batch) = (JobID.random(), JobID.random(), BatchID.random())
        #expect(await inbox.attach(to: first) == nil)
        let (arrivals, continuation) = AsyncStream.makeStream(of: Void.self)
        let running = Task { await inbox.run { continuation.yield() } }
        var arrived = arrivals.makeAsyncIterator()
        for job in [first, second] {
            try await queue.send([WakeUp(batch: batch, job: job).body])
            await arrived.next()
        }
        #expect(try await queue.depth() == QueueDepth(ready: 0, inFlight: 2, dead: 0))
        running.cancel()
        await running.value
        try database.close()
    }

    private func inbox(of queue: some JobQueue) -> WakeUpInbox {
        WakeUpInbox(
            queue: queue, visibility: .seconds(60),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// One call brings ten messages, and the next is made when none of them waits any more: not one call for each.
    @Test func messagesAreReceivedTenAtATime() async throws {
        let folder = TemporaryFolder()
        let database = try EmbeddedDatabase(path: folder("queue.sqlite").text)
        let queue = CountedQueue(SQLiteJobQueue(database, name: "work"))
        let jobs = (0..<12).map { _ in JobID.random() }
        let batch = BatchID.random()
        for part in [jobs[..<10], jobs[10...]] {
            try await queue.send(part.map { WakeUp(batch: batch, job: $0, request: "request \($0)").body })
        }
        let inbox = inbox(of: queue)
        let (arrivals, continuation) = AsyncStream.makeStream(of: Void.self)
        let running = Task { await inbox.run { continuation.yield() } }
        var arrived = arrivals.makeAsyncIterator()
        await arrived.next()
        for job in jobs[..<10] {
            #expect(await inbox.attach(to: job) == "request \(job)")
            await inbox.ended(job)
        }
        await arrived.next()
        #expect(queue.received.prefix(2) == [10, 2])
        running.cancel()
        await running.value
        #expect(try await queue.depth().ready == 2)
        try database.close()
    }
}

/// Counts the messages of each call that brought some.
private final class CountedQueue: JobQueue {
    private let queue: SQLiteJobQueue
    private let counts = Mutex<[Int]>([])

    init(_ queue: SQLiteJobQueue) { self.queue = queue }

    var received: [Int] { counts.withLock { $0 } }

    func receive(max: Int, visibility: Duration, wait: Duration) async throws -> [QueueMessage] {
        let messages = try await queue.receive(max: max, visibility: visibility, wait: wait)
        if !messages.isEmpty { counts.withLock { $0.append(messages.count) } }
        return messages
    }

    func send(_ bodies: [String]) async throws { try await queue.send(bodies) }
    func acknowledge(_ receipts: [QueueReceipt]) async throws { try await queue.acknowledge(receipts) }
    func redrive() async throws -> Int { try await queue.redrive() }
    func depth() async throws -> QueueDepth { try await queue.depth() }
    func extend(_ receipt: QueueReceipt, visibility: Duration) async throws {
        try await queue.extend(receipt, visibility: visibility)
    }
    func deadLetter(_ receipt: QueueReceipt, reason: String) async throws {
        try await queue.deadLetter(receipt, reason: reason)
    }
}
