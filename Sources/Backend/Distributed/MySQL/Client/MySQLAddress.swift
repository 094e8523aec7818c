import BackendCore

/// Where a database is and how to log in, from a URL such as
/// `mysql://user:password@host:3306/database?tls=verify&ca=/path/authorities.pem`.
public struct MySQLAddress: Hashable, Sendable {
    public enum TLS: String, Sendable {
        case off
        /// Encrypted, with any certificate.
        case require
        /// Encrypted, with a certificate for this host by a known authority.
        case verify
    }

    public var user: String
    public var password: String
    public var host: String
    public var port: UInt16
    public var database: String
    public var tls: TLS
    /// A PEM file; nil means the system's authorities.
    public var authorities: String?

    /// Parts other than letters, digits and `-._~` are percent-encoded. The port is 3306 and `tls` is `off` where they
    /// are missing.
    /// - Throws: `invalid` with a sentence that quotes nothing of the URL, which holds a password.
    public init(_ url: String) throws(BackendError) {
        guard let scheme = url.firstRange(of: "://"), ["mysql", "mariadb"].contains(url[..<scheme.lowerBound]) else {
            throw Self.malformed("must begin with mysql://")
        }
        let (place, query) = Self.split(url[scheme.upperBound...], at: "?")
        let (authority, path) = Self.split(place, at: "/")
        guard let path, !path.isEmpty, !path.contains("/") else { throw Self.malformed("must name one database") }
        database = try Self.decoded(path)
        guard let at = authority.lastIndex(of: "@") else { throw Self.malformed("must name a user") }
        let (name, secret) = Self.split(authority[..<at], at: ":")
        user = try Self.decoded(name)
        password = try Self.decoded(secret ?? "")
        (host, port) = try Self.hostAndPort(authority[authority.index(after: at)...])
        (tls, authorities) = try Self.options(query)
        let parts = [user, password, host, database, authorities ?? ""]
        guard !user.isEmpty, !host.isEmpty, parts.allSatisfy({ !$0.utf8.contains(0) }) else {
            throw Self.malformed("must name a user and a host")
        }
    }

    private static func hostAndPort(_ text: Substring) throws(BackendError) -> (host: String, port: UInt16) {
        var (host, port) = split(text, at: ":")
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw malformed("has an address without ']'") }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { throw malformed("has something between ']' and the port") }
            port = rest.isEmpty ? nil : rest.dropFirst()
        }
        guard let port else { return (try decoded(host), 3306) }
        guard let number = UInt16(port), number > 0 else { throw malformed("must have a port of 1 to 65535") }
        return (try decoded(host), number)
    }

    private static func options(_ query: Substring?) throws(BackendError) -> (TLS, authorities: String?) {
        var (tls, authorities): (TLS, String?) = (.off, nil)
        for option in (query ?? "").split(separator: "&") {
            let (name, value) = split(option, at: "=")
            let text = try decoded(value ?? "")
            switch name {
            case "tls":
                guard let mode = TLS(rawValue: text) else { throw malformed("takes tls=off, require or verify") }
                tls = mode
            case "ca": authorities = text
            default: throw malformed("takes the options tls and ca only")
            }
        }
        return (tls, authorities)
    }

    private static func split(_ text: Substring, at mark: Character) -> (Substring, Substring?) {
        guard let index = text.firstIndex(of: mark) else { return (text, nil) }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func decoded(_ text: Substring) throws(BackendError) -> String {
        var (bytes, rest): ([UInt8], Substring.UTF8View) = ([], text.utf8)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, !digits.hasPrefix("+"),
                !digits.hasPrefix("-"), let value = UInt8(digits, radix: 16)
            else { throw malformed("has a '%' without two hexadecimal digits") }
            bytes.append(value)
            rest.removeFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw malformed("must be UTF-8") }
        return decoded
    }

    private static func malformed(_ rule: String) -> BackendError {
        BackendError(
            .invalid, "The database URL \(rule): write mysql://user:password@host:port/database.")
    }
}
