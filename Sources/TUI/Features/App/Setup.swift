import MediaTypes

/// What the front-end starts with.
public struct Setup: Hashable, Sendable {
    public var home: RawName
    /// Where the picker opens.
    public var directory: RawName
    public var bookmarks: [RawName]
    /// The options and the destination that a plan begins with; nil is beside each source.
    public var options: ConversionOptions
    public var destination: RawName?
    public var servers: [KnownServer]
    /// Where the front-end begins.
    public var account: Account
    /// The time zone of everything that is shown.
    public var localTime: LocalTime

    public init(
        home: RawName, directory: RawName, bookmarks: [RawName] = [], options: ConversionOptions = .init(),
        destination: RawName? = nil, servers: [KnownServer] = [], account: Account = Account(),
        localTime: LocalTime = .utc
    ) {
        self.home = home
        self.directory = directory
        self.bookmarks = bookmarks
        self.options = options
        self.destination = destination
        self.servers = servers
        self.account = account
        self.localTime = localTime
    }

    /// An absolute path from what a person typed: `~`, `~/x`, a relative name below `base`; `.` and `..` are resolved
    /// as text. Nil when nothing was typed.
    public func path(_ text: String, below base: RawName) -> RawName? {
        guard !text.isEmpty else { return nil }
        let typed: RawName
        if text == "~" {
            typed = home
        } else if text.hasPrefix("~/") {
            typed = home.appending(RawName(String(text.dropFirst(2))))
        } else {
            typed = base.appending(RawName(text))
        }
        return typed.normalized
    }

    /// A path for people: the home directory as `~`.
    public func display(_ path: RawName) -> RawName {
        guard !home.bytes.isEmpty, home != "/", path.bytes.starts(with: home.bytes) else { return path }
        let rest = path.bytes.dropFirst(home.bytes.count)
        guard rest.isEmpty || rest.first == UInt8(ascii: "/") else { return path }
        return RawName(bytes: [UInt8(ascii: "~")] + rest)
    }
}

extension RawName {
    /// An absolute path without empty parts, `.` and `..`.
    var normalized: RawName {
        var parts: [ArraySlice<UInt8>] = []
        for part in bytes.split(separator: UInt8(ascii: "/")) {
            if part.elementsEqual([UInt8(ascii: ".")]) { continue }
            if part.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")]) {
                _ = parts.popLast()
            } else {
                parts.append(part)
            }
        }
        return RawName(bytes: [UInt8(ascii: "/")] + parts.joined(separator: [UInt8(ascii: "/")]))
    }
}
