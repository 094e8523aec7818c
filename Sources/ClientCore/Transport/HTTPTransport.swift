/// HTTP to one server over libcurl: the same path for Unix sockets, `http` and `https`. Connections are reused.
///
/// Cancelling the calling task ends the exchange.
public struct HTTPTransport: Sendable {
    /// Bytes that a whole answer may have; streams have no such limit.
    static let largestAnswer = 64 * 1024 * 1024

    public let endpoint: ServerEndpoint
    private let loop: CurlLoop

    public init(to endpoint: ServerEndpoint) throws(ClientError) {
        self.endpoint = endpoint
        loop = try CurlLoop()
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
        let transfer = Transfer(request, to: endpoint, on: loop)
        let body = HTTPBody(transfer)
        loop.start(transfer)
        return (try await transfer.head(), body)
    }
}
