import MediaTypes

/// A server as a person knows it.
public struct ServerProfile: Hashable, Sendable {
    /// Short, for `--server` and for people; nil when the address was given and has no name.
    public var name: String?
    public var endpoint: ServerEndpoint
    /// Who logs in there.
    public var email: String?
    /// Absolute path of the certificates (PEM) that are trusted there instead of the system's.
    public var caFile: RawName?

    public init(_ endpoint: ServerEndpoint, name: String? = nil, email: String? = nil, caFile: RawName? = nil) {
        self.endpoint = endpoint
        self.name = name
        self.email = email
        self.caFile = caFile
    }

    /// For people.
    public var title: String { name ?? endpoint.text }

    /// Passwords and tokens would cross a network that anybody may read.
    public var isExposed: Bool {
        guard case .url(let url) = endpoint, url.hasPrefix("http://") else { return false }
        let host = endpoint.host
        return !(host == "localhost" || host == "[::1]" || host.hasPrefix("127."))
    }
}

extension ServerProfile: Codable {
    private enum CodingKeys: String, CodingKey { case name, url, email, caFile }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let url = try fields.decode(String.self, forKey: .url)
        self.init(
            try ServerEndpoint(RawName(url), relativeTo: "/"), name: try fields.decode(String.self, forKey: .name),
            email: try fields.decodeIfPresent(String.self, forKey: .email),
            caFile: try fields.decodeIfPresent(RawName.self, forKey: .caFile))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(name ?? "", forKey: .name)
        try fields.encode(endpoint.text, forKey: .url)
        try fields.encodeIfPresent(email, forKey: .email)
        try fields.encodeIfPresent(caFile, forKey: .caFile)
    }
}

extension ServerEndpoint {
    /// The host of an URL, without its port; empty for a socket.
    var host: String {
        guard case .url(let url) = self, let start = url.firstRange(of: "://")?.upperBound else { return "" }
        let authority = url[start...].prefix { $0 != "/" && $0 != "?" }
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
        return String(authority.prefix { $0 != ":" })
    }
}
