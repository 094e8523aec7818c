import MediaTypes

/// Which server a run of the program talks to.
public enum ServerChoice: Hashable, Sendable {
    /// One's own daemon, started when it does not run.
    case embedded(SpoolPaths)
    case given(ServerEndpoint)

    /// What `--server`, then `SPOOL_SERVER`, then the settings file say; nothing there is the embedded daemon.
    public init(
        option: RawName?, environment: [RawName: RawName], settings: Settings, paths: SpoolPaths,
        workingDirectory: RawName
    ) throws(ClientError) {
        let named = environment["SPOOL_SERVER"].flatMap { $0.bytes.isEmpty ? nil : $0 }
        guard let text = option ?? named ?? settings.server.map({ RawName($0) }) else {
            self = .embedded(paths)
            return
        }
        self = .given(try ServerEndpoint(text, relativeTo: workingDirectory))
    }

    public func endpoint() throws(ClientError) -> ServerEndpoint {
        switch self {
        case .embedded(let paths): try ServerEndpoint.socket(paths.socket)
        case .given(let endpoint): endpoint
        }
    }
}
