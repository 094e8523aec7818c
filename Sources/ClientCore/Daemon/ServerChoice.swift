import MediaTypes

/// Which server a run of the program talks to.
public enum ServerChoice: Hashable, Sendable {
    /// One's own daemon, started when it does not run.
    case embedded(SpoolPaths)
    case given(ServerProfile)

    /// What `--server`, then `SPOOL_SERVER`, then the settings file, then the default among the named servers say;
    /// nothing there is the embedded daemon. Each may be a name or an address; `local` is the embedded daemon.
    ///
    /// - Parameter caFile: `--cacert`; comes before what is known of the server.
    public init(
        option: RawName?, environment: [RawName: RawName], settings: Settings,
        profiles: ServerProfiles = ServerProfiles(), paths: SpoolPaths, workingDirectory: RawName,
        caFile: RawName? = nil
    ) throws(ClientError) {
        let named = environment["SPOOL_SERVER"].flatMap { $0.bytes.isEmpty ? nil : $0 }
        let text = option ?? named ?? settings.server.map { RawName($0) } ?? profiles.defaultName.map { RawName($0) }
        guard let text, text.text != ServerProfiles.local else {
            self = .embedded(paths)
            return
        }
        var profile = try Self.profile(text, profiles, workingDirectory)
        profile.caFile = caFile ?? profile.caFile
        self = .given(profile)
    }

    private static func profile(
        _ text: RawName, _ profiles: ServerProfiles, _ directory: RawName
    ) throws(ClientError) -> ServerProfile {
        if let known = profiles[text.text] { return known }
        guard text.text.contains(":") else { return try profiles.named(text.text) }
        let endpoint = try ServerEndpoint(text, relativeTo: directory)
        return profiles[endpoint] ?? ServerProfile(endpoint)
    }

    public func endpoint() throws(ClientError) -> ServerEndpoint {
        switch self {
        case .embedded(let paths): try ServerEndpoint.socket(paths.socket)
        case .given(let profile): profile.endpoint
        }
    }
}
