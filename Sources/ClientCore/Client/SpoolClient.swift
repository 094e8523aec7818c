import FoundationEssentials
import MediaTypes
import SpoolAPI

/// The server's routes as typed calls. Every call throws `ClientError`; a server's `Problem` is its `refused`.
public struct SpoolClient: Sendable {
    public let transport: HTTPTransport

    public init(_ transport: HTTPTransport) {
        self.transport = transport
    }

    public init(to endpoint: ServerEndpoint) throws(ClientError) {
        self.init(try HTTPTransport(to: endpoint))
    }

    /// With the login that is kept for this server, if there is one.
    public init(to profile: ServerProfile, _ paths: SpoolPaths, ask: SessionKeeper.Ask? = nil) throws(ClientError) {
        let bare = try HTTPTransport(to: profile)
        guard !profile.endpoint.isLocal else {
            self.init(bare)
            return
        }
        self.init(bare.authorized(by: SessionKeeper(SessionStore(paths), for: bare, ask: ask)))
    }
}

// MARK: Server

extension SpoolClient {
    public func info() async throws(ClientError) -> ServerInfo {
        try await call(.info, timeout: 10)
    }

    public func queue() async throws(ClientError) -> QueueStatus { try await call(.queue) }
    public func pauseQueue() async throws(ClientError) -> QueueStatus { try await call(.pauseQueue) }
    public func resumeQueue() async throws(ClientError) -> QueueStatus { try await call(.resumeQueue) }

    /// Single-user mode: the daemon finishes what runs, then exits.
    public func shutdown() async throws(ClientError) {
        _ = try await exchange(HTTPRequest(.post, Route.shutdown.path()))
    }
}

// MARK: Jobs

extension SpoolClient {
    /// Queues a batch. A lost answer is asked for again under the same `key`, so that nothing is queued twice.
    public func submit(_ submission: JobSubmission, key: String = JobID.random().rawValue) async throws(ClientError)
        -> JobReceipt
    {
        let request = HTTPRequest(
            .post, Route.submit.path(), headers: ["Idempotency-Key": key, "Content-Type": "application/json"],
            body: try Self.encode(submission), timeout: 120)
        var retries = Backoff(limit: 3)
        while true {
            do throws(ClientError) {
                return try Self.decode(try await exchange(request).body)
            } catch {
                guard error.isTransient, error.code != .unreachable, let delay = retries.next() else { throw error }
                try await Self.pause(max(delay, .seconds(error.retryAfter ?? 0)))
            }
        }
    }

    /// One page, oldest job first.
    public func page(_ query: JobQuery = JobQuery(), after cursor: String? = nil) async throws(ClientError) -> JobPage {
        try await call(.list, query: query.parameters(after: cursor))
    }

    /// Every job that fits, oldest first, page by page.
    public func jobs(_ query: JobQuery = JobQuery()) async throws(ClientError) -> [Job] {
        var jobs: [Job] = []
        var cursor: String?
        repeat {
            let page = try await page(query, after: cursor)
            jobs += page.jobs
            guard page.next != cursor || cursor == nil else {
                throw ClientError(.badResponse, "the server's list of jobs does not end")
            }
            cursor = page.next
        } while cursor != nil
        return jobs
    }

    public func job(_ id: JobID) async throws(ClientError) -> Job { try await call(.job, id: id) }
    public func cancel(_ id: JobID) async throws(ClientError) -> Job { try await call(.cancel, id: id) }
    public func retry(_ id: JobID) async throws(ClientError) -> Job { try await call(.retry, id: id) }
    public func pause(_ id: JobID) async throws(ClientError) -> Job { try await call(.pause, id: id) }
    public func resume(_ id: JobID) async throws(ClientError) -> Job { try await call(.resume, id: id) }

    public func change(_ id: JobID, _ patch: JobPatch) async throws(ClientError) -> Job {
        try await call(.change, id: id, body: try Self.encode(patch))
    }

    /// Takes an ended or waiting job off the list, with its MP3 on the server.
    public func remove(_ id: JobID) async throws(ClientError) {
        _ = try await exchange(HTTPRequest(.delete, Route.remove.path(id: id)))
    }

    /// The log of the job's attempts; foreign text, unchecked.
    public func log(_ id: JobID) async throws(ClientError) -> String {
        String(decoding: try await exchange(HTTPRequest(.get, Route.log.path(id: id))).body, as: UTF8.self)
    }
}

// MARK: Exchange

extension SpoolClient {
    func call<Answer: Decodable>(
        _ route: Route, id: JobID? = nil, query: String = "", body: [UInt8]? = nil, timeout: Int = 30
    ) async throws(ClientError) -> Answer {
        let headers = body == nil ? [:] : ["Content-Type": "application/json"]
        let request = HTTPRequest(
            route.method, route.path(id: id) + query, headers: headers, body: body,
            isAnonymous: route.access == .anyone, timeout: timeout)
        return try Self.decode(try await exchange(request).body)
    }

    func exchange(_ request: HTTPRequest) async throws(ClientError) -> HTTPResponse {
        let response = try await transport.send(request)
        guard (200...299).contains(response.head.status) else { throw Self.refusal(response) }
        return response
    }

    /// What an answer outside 200 … 299 means.
    static func refusal(_ response: HTTPResponse) -> ClientError {
        let retryAfter = response.head["retry-after"].flatMap { Int($0) }
        if let problem = try? JSONDecoder().decode(Problem.self, from: Data(response.body)) {
            return ClientError(problem, retryAfter: retryAfter)
        }
        if (300...399).contains(response.head.status), let place = response.head["location"] {
            return ClientError(.badResponse, "the server sends everybody to \(place): name that address instead")
        }
        return ClientError(
            .badResponse, "the server answered \(response.head.status) without an explanation: is it a Spool server?")
    }

    static func encode(_ value: some Encodable) throws(ClientError) -> [UInt8] {
        do { return Array(try JSONEncoder().encode(value)) } catch {
            throw ClientError(.configuration, "the request cannot be written as JSON: \(error)")
        }
    }

    static func decode<Answer: Decodable>(_ bytes: [UInt8]) throws(ClientError) -> Answer {
        do { return try JSONDecoder().decode(Answer.self, from: Data(bytes)) } catch {
            throw ClientError(.badResponse, "the server's answer is not understood: is it another version of Spool?")
        }
    }

    static func pause(_ delay: Duration) async throws(ClientError) {
        do { try await Task.sleep(for: delay) } catch { throw ClientError(.cancelled, "cancelled") }
    }
}
