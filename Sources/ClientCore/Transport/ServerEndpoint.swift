import MediaTypes

/// Where a server listens.
public enum ServerEndpoint: Hashable, Sendable {
    /// A Unix socket's absolute path.
    case unix(RawName)
    /// `http://` or `https://` with host, optional port and path prefix, without a trailing `/`.
    case url(String)

    /// Bytes that fit into `sockaddr_un.sun_path` with its terminating NUL.
    static let longestSocketPath = 107

    /// Reads `unix:PATH`, `http://…` or `https://…`.
    public init(_ text: RawName, relativeTo directory: RawName) throws(ClientError) {
        let prefix = Array("unix:".utf8)
        if text.bytes.starts(with: prefix) {
            let path = RawName(bytes: text.bytes.dropFirst(prefix.count))
            guard !path.bytes.isEmpty else { throw ClientError(.configuration, "unix: needs the path of a socket") }
            self = try .socket(directory.appending(path))
            return
        }
        let url = text.text
        let isPlain = !url.unicodeScalars.contains { $0.value <= 0x20 || $0.value >= 0x7F }
        guard isPlain, let scheme = ["http://", "https://"].first(where: url.lowercased().hasPrefix) else {
            throw ClientError(.configuration, "a server is unix:PATH, http://HOST:PORT or https://HOST, not ‘\(url)’")
        }
        var trimmed = Substring(url)
        while trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
        let authority = trimmed.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard trimmed.count > scheme.count, !authority.isEmpty else {
            throw ClientError(.configuration, "the server address ‘\(url)’ has no host")
        }
        guard !authority.contains("@") else {
            throw ClientError(.configuration, "a server address holds no password: log in with spool login")
        }
        // Scheme and host know no case; sessions are found by this text.
        let path = trimmed.dropFirst(scheme.count + authority.count)
        self = .url(scheme + authority.lowercased() + path)
    }

    static func socket(_ path: RawName) throws(ClientError) -> ServerEndpoint {
        guard path.bytes.count <= longestSocketPath else {
            throw ClientError(
                .configuration,
                "the socket path is \(path.bytes.count) bytes long and the system allows \(longestSocketPath): "
                    + "set SPOOL_HOME or XDG_RUNTIME_DIR to a shorter directory (\(path.text))")
        }
        return .unix(path)
    }

    /// For people, as `--server` takes it.
    public var text: String {
        switch self {
        case .unix(let path): "unix:\(path.text)"
        case .url(let url): url
        }
    }

    /// True when server and client share a machine and its file system.
    public var isLocal: Bool {
        if case .unix = self { true } else { false }
    }
}
