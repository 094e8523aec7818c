import SpoolAPI

/// One request to the server.
public struct HTTPRequest: Sendable {
    public var method: Route.Method
    /// Absolute path with its query, percent-encoded.
    public var target: String
    public var headers: [String: String]
    public var body: [UInt8]?
    /// In place of `body`.
    public var form: MultipartForm?
    /// Sent without a login.
    public var isAnonymous: Bool
    /// Seconds until the answer must be complete; nil for streams that never end.
    public var timeout: Int?
    /// Seconds without a byte after which a stream counts as lost; nil waits for ever.
    public var stall: Int?

    public init(
        _ method: Route.Method, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil,
        form: MultipartForm? = nil, isAnonymous: Bool = false, timeout: Int? = 30, stall: Int? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.form = form
        self.isAnonymous = isAnonymous
        self.timeout = timeout
        self.stall = stall
    }

    func bearing(_ token: String?) -> HTTPRequest {
        var request = self
        if let token { request.headers["Authorization"] = "Bearer \(token)" }
        return request
    }
}

/// Status and headers of an answer. Header names are lower case; of repeated ones the last counts.
public struct HTTPHead: Hashable, Sendable {
    public var status: Int
    public var headers: [String: String]

    public init(status: Int, headers: [String: String] = [:]) {
        self.status = status
        self.headers = headers
    }

    public subscript(name: String) -> String? { headers[name] }
}

/// A whole answer.
public struct HTTPResponse: Hashable, Sendable {
    public var head: HTTPHead
    public var body: [UInt8]

    public init(head: HTTPHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}
