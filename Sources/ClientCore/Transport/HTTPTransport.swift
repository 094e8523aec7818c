import MediaTypes

/// HTTP to one server over libcurl: the same path for Unix sockets, `http` and `https`. Connections are reused,
/// redirects are never followed, certificates always verified.
///
/// Cancelling the calling task ends the exchange.
public struct HTTPTransport: Sendable {
    /// Has a server come back that has gone: the embedded daemon.
    public typealias Recovery = @Sendable () async throws(ClientError) -> Void

    /// Bytes that a whole answer may have; streams have no such limit.
    static let largestAnswer = 64 * 1024 * 1024

    public let endpoint: ServerEndpoint
    private let caFile: RawName?
    private let loop: CurlLoop
    private var session: SessionKeeper?
    private var recovery: Recovery?

    /// - Parameters:
    ///   - caFile: certificates (PEM) to trust instead of the system's.
    ///   - recovery: called before what found a dying server, and may be asked twice, is asked once more.
    public init(to endpoint: ServerEndpoint, caFile: RawName? = nil, recovery: Recovery? = nil) throws(ClientError) {
        self.endpoint = endpoint
        self.caFile = caFile
        self.recovery = recovery
        loop = try CurlLoop()
    }

    public init(to profile: ServerProfile) throws(ClientError) {
        try self.init(to: profile.endpoint, caFile: profile.caFile)
    }

    /// The same connections with a login.
    public func authorized(by keeper: SessionKeeper) -> HTTPTransport {
        var transport = self
        transport.session = keeper
        return transport
    }

    /// The whole answer, whatever its status.
    public func send(_ request: HTTPRequest) async throws(ClientError) -> HTTPResponse {
        let (head, body) = try await stream(request)
        var bytes: [UInt8] = []
        while let chunk = try await body.next() {
            bytes += chunk
            guard bytes.count <= Self.largestAnswer else {
                throw ClientError(.badResponse, "the server's answer is too large")
            }
        }
        return HTTPResponse(head: head, body: bytes)
    }

    /// The answer's head as soon as it is there, and its body as it arrives.
    public func stream(_ request: HTTPRequest) async throws(ClientError) -> (HTTPHead, HTTPBody) {
        guard let session, !request.isAnonymous else { return try await open(request) }
        var token = try await session.accessToken()
        // A login may end again before it is used.
        for _ in 0..<Self.logins {
            let (head, body) = try await open(request.bearing(token))
            guard head.status == 401 else { return (head, body) }
            token = try await session.token(after: token)
        }
        throw ClientError(.loginNeeded, "the server refuses every login (\(endpoint.text)): is its clock right?")
    }

    /// Tokens that one call is tried with.
    private static let logins = 3

    private func open(_ request: HTTPRequest) async throws(ClientError) -> (HTTPHead, HTTPBody) {
        do throws(ClientError) { return try await exchange(request) } catch {
            guard let recovery, Self.mayRepeat(request, after: error) else { throw error }
            try await recovery()
            return try await exchange(request)
        }
    }

    /// Without a connection nothing was asked; reads, and what carries a key, may be asked twice.
    private static func mayRepeat(_ request: HTTPRequest, after error: ClientError) -> Bool {
        switch error.code {
        case .unreachable: true
        case .interrupted: request.method == .get || request.headers["Idempotency-Key"] != nil
        default: false
        }
    }

    private func exchange(_ request: HTTPRequest) async throws(ClientError) -> (HTTPHead, HTTPBody) {
        let transfer = Transfer(request, to: endpoint, trusting: caFile, on: loop)
        let body = HTTPBody(transfer)
        loop.start(transfer)
        let head = try await transfer.head()
        return (head, body)
    }
}
