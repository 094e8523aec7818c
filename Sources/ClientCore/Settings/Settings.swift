import MediaTypes

/// What a person has set in `config.toml`. Without a file everything is at its default.
public struct Settings: Hashable, Sendable {
    /// `unix:PATH`, `http://…` or `https://…`; nil is the embedded daemon.
    public var server: String?
    /// Where results go; nil is beside each source.
    public var destination: RawName?
    /// The profile that is used when none is named.
    public var profile: String?
    /// Directories of the file picker's bookmarks.
    public var bookmarks: [RawName] = []
    public var theme: String?
    /// Clicks and the wheel work in the front-end; the terminal's own selection then needs Shift.
    public var mouse = false
    /// The end of a batch is a desktop notification too.
    public var notifications = false
    /// Options by profile name.
    public var profiles: [String: ConversionOptions] = [:]

    public init() {}

    /// The options of a profile: the named one, else the settings' own choice, else Spool's defaults.
    public func options(profile name: String?) throws(ClientError) -> ConversionOptions {
        guard let name = name ?? profile else { return ConversionOptions() }
        if let options = profiles[name] { return options }
        let known = profiles.keys.sorted().joined(separator: ", ")
        throw ClientError(
            .configuration,
            "there is no profile ‘\(name)’"
                + (known.isEmpty ? ": make one in config.toml, [profile.\(name)]" : ", only \(known)"))
    }
}
