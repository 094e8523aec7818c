import MediaTypes

/// The servers that are known by name. Names differ, and so do addresses.
public struct ServerProfiles: Codable, Hashable, Sendable {
    public private(set) var servers: [ServerProfile] = []
    /// The server of a run that names none; nil is one's own daemon.
    public private(set) var defaultName: String?

    private enum CodingKeys: String, CodingKey {
        case servers
        case defaultName = "default"
    }

    /// What one's own daemon is called where a server is named.
    public static let local = "local"

    public init() {}

    public subscript(name: String) -> ServerProfile? { servers.first { $0.name == name } }
    public subscript(endpoint: ServerEndpoint) -> ServerProfile? { servers.first { $0.endpoint == endpoint } }
    public var defaultServer: ServerProfile? { defaultName.flatMap { self[$0] } }

    /// Takes a server in, or what is new about a known one; without a name it gets its host's. Returns it as it is kept.
    @discardableResult
    public mutating func remember(_ profile: ServerProfile) throws(ClientError) -> ServerProfile {
        let known = servers.firstIndex { $0.endpoint == profile.endpoint }
        var kept = known.map { servers[$0] } ?? profile
        kept.email = profile.email ?? kept.email
        kept.caFile = profile.caFile ?? kept.caFile
        kept.name = profile.name ?? kept.name ?? freeName(for: profile.endpoint)
        try Self.check(kept.name ?? "")
        if let holder = kept.name.flatMap({ self[$0] }), holder.endpoint != kept.endpoint {
            throw ClientError(
                .configuration, "‘\(holder.title)’ is \(holder.endpoint.text) already: choose another name with --name")
        }
        if let known {
            if defaultName == servers[known].name { defaultName = kept.name }
            servers[known] = kept
        } else {
            servers.append(kept)
        }
        return kept
    }

    /// Makes a server the default; `local` is one's own daemon.
    public mutating func use(_ name: String) throws(ClientError) {
        defaultName = name == Self.local ? nil : try named(name).name
    }

    @discardableResult
    public mutating func remove(_ name: String) throws(ClientError) -> ServerProfile {
        let profile = try named(name)
        servers.removeAll { $0.name == profile.name }
        if defaultName == profile.name { defaultName = nil }
        return profile
    }

    /// The server of this name or address.
    public func named(_ text: String) throws(ClientError) -> ServerProfile {
        if let found = self[text] ?? (try? ServerEndpoint(RawName(text), relativeTo: "/")).flatMap({ self[$0] }) {
            return found
        }
        let names = servers.compactMap(\.name).joined(separator: ", ")
        throw ClientError(
            .configuration,
            "no server is called ‘\(text)’: "
                + (names.isEmpty ? "log in to one with spool login URL" : "there are \(names) and \(Self.local)"))
    }

    private func freeName(for endpoint: ServerEndpoint) -> String {
        let host = endpoint.host.filter { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
        let first = host.isEmpty || host == Self.local ? "server" : host
        return ([first] + (2...(servers.count + 2)).map { "\(first)-\($0)" }).first { self[$0] == nil } ?? first
    }

    private static func check(_ name: String) throws(ClientError) {
        let isPlain = name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "/" && $0 != ":" }
        guard !name.isEmpty, isPlain, name.utf8.count <= 64, name != local, !name.hasPrefix("-") else {
            throw ClientError(
                .configuration, "‘\(name)’ cannot name a server: 1 to 64 characters without space, / and :, not ‘local’"
            )
        }
    }
}
