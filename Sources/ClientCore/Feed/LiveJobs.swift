import SpoolAPI

/// The jobs of a server, kept up to date: snapshot, event stream, resumption, reconnection.
public struct LiveJobs: Sendable {
    public enum Update: Sendable {
        /// The whole snapshot has been told; what follows are changes.
        case synchronised
        case changes([JobFeed.Change])
        /// The connection is back.
        case resumed
        /// The connection is gone; the next try is after `delay`.
        case lost(ClientError, delay: Duration)
    }

    /// Seconds without a byte (the server sends heartbeats) after which the stream counts as lost.
    static let stall = 60

    private let client: SpoolClient
    private let query: JobQuery
    /// Called before each new try; starts the embedded daemon again when it has gone.
    private let reconnect: @Sendable () async throws(ClientError) -> Void

    public init(
        _ client: SpoolClient, query: JobQuery = JobQuery(),
        reconnect: @escaping @Sendable () async throws(ClientError) -> Void = {}
    ) {
        self.client = client
        self.query = query
        self.reconnect = reconnect
    }

    /// Tells every update until `receive` returns false or the task is cancelled. `receive` slows the stream down.
    ///
    /// Lost connections are made again without end; what trying again cannot mend is thrown. The query limits the
    /// snapshot only: changes of other jobs are told too.
    public func follow(_ receive: (Update) async -> Bool) async throws(ClientError) {
        var feed = JobFeed()
        var next = feed.start()
        var backoff = Backoff()
        var isLost = false
        /// False when the receiver has enough.
        func connected() async -> Bool {
            defer { isLost = false }
            return isLost ? await receive(.resumed) : true
        }
        while true {
            do throws(ClientError) {
                switch next {
                case .fetchPage(let cursor):
                    let page = try await client.page(query, after: cursor)
                    let (changes, action) = feed.receive(page)
                    next = action
                    guard await connected() else { return }
                    guard await receive(.changes(changes)) else { return }
                    if case .follow = action, await !receive(.synchronised) { return }
                case .follow(let revision):
                    let body = try await client.events(after: revision)
                    guard await connected() else { return }
                    guard let action = try await read(body, into: &feed, &backoff, receive) else { return }
                    next = action
                }
            } catch {
                guard error.isTransient, let delay = backoff.next() else { throw error }
                if case .fetchPage = next { next = feed.start() } else { next = .follow(after: feed.revision) }
                isLost = true
                guard await receive(.lost(error, delay: delay)) else { return }
                try await SpoolClient.pause(delay)
                try await mend()
            }
        }
    }

    private func mend() async throws(ClientError) {
        do throws(ClientError) { try await reconnect() } catch {
            guard error.isTransient else { throw error }
        }
    }

    /// Reads one connection; the action to take when the server asks for a new snapshot, nil when the receiver has
    /// enough.
    private func read(
        _ body: HTTPBody, into feed: inout JobFeed, _ backoff: inout Backoff, _ receive: (Update) async -> Bool
    ) async throws(ClientError) -> JobFeed.Action? {
        var parser = EventStreamParser()
        while let bytes = try await body.next() {
            backoff.reset()
            var changes: [JobFeed.Change] = []
            var action: JobFeed.Action?
            for message in try parser.receive(bytes) {
                guard let event = try FeedEvent(message) else { continue }
                let (more, next) = feed.receive(event, id: message.id.flatMap { Int64($0) })
                changes += more
                action = next ?? action
            }
            if !changes.isEmpty, await !receive(.changes(changes)) { return nil }
            if let action { return action }
        }
        throw ClientError(.interrupted, "connection lost: the server ended the event stream")
    }
}

extension SpoolClient {
    /// The event stream after a revision.
    func events(after revision: Int64) async throws(ClientError) -> HTTPBody {
        let request = HTTPRequest(
            .get, Route.events.path(), headers: ["Accept": "text/event-stream", "Last-Event-ID": String(revision)],
            timeout: nil, stall: LiveJobs.stall)
        let (head, body) = try await transport.stream(request)
        guard head.status == 200 else { throw await Self.refusal(head, body) }
        return body
    }

    /// Reads the explanation that follows the head of a refused stream, as far as it comes.
    static func refusal(_ head: HTTPHead, _ body: HTTPBody) async -> ClientError {
        var bytes: [UInt8] = []
        while bytes.count < 64 * 1024, let more = try? await body.next() { bytes += more }
        return refusal(HTTPResponse(head: head, body: bytes))
    }
}
