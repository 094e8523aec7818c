import FoundationEssentials
import MediaTypes

/// Where the servers' names are kept. Programs write it, people use `spool servers`.
public struct ServerProfilesFile: Sendable {
    private let paths: SpoolPaths

    public init(_ paths: SpoolPaths) { self.paths = paths }

    /// None when there is no such file.
    public func read() throws(ClientError) -> ServerProfiles {
        guard let bytes = try PrivateFile.read(paths.serversFile, ownerOnly: false) else { return ServerProfiles() }
        do { return try JSONDecoder().decode(ServerProfiles.self, from: Data(bytes)) } catch {
            throw ClientError(
                .configuration, "\(paths.serversFile.text) is not understood: mend it, or remove it and log in again")
        }
    }

    /// Reads, changes and writes while no other `spool` does.
    @discardableResult
    public func change<R>(_ body: (inout ServerProfiles) throws(ClientError) -> R) throws(ClientError) -> R {
        try PrivateDirectory.make(paths.configuration)
        let lock = try FileLock(
            RawName(bytes: paths.serversFile.bytes + Array(".lock".utf8)), patience: 5,
            busy: ClientError(.file, "another spool is changing \(paths.serversFile.text): try again"))
        defer { lock.release() }
        var profiles = try read()
        let result = try body(&profiles)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(profiles) else {
            throw ClientError(.configuration, "the servers cannot be written as JSON")
        }
        try PrivateFile.write(Array(bytes), to: paths.serversFile, ownerOnly: false)
        return result
    }
}
