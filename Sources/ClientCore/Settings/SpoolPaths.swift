import Glibc
import MediaTypes

/// Where Spool keeps its files for one person.
///
/// `SPOOL_HOME` puts all of it below one directory; otherwise the XDG directories hold it.
public struct SpoolPaths: Hashable, Sendable {
    /// `config.toml` lies here.
    public var configuration: RawName
    /// The daemon's jobs and blobs.
    public var data: RawName
    /// The socket, the logs and the start lock; 0700. Not `XDG_RUNTIME_DIR`, which goes at logout, when the queue
    /// goes on.
    public var state: RawName

    public init(environment: [RawName: RawName], workingDirectory: RawName) throws(ClientError) {
        func directory(_ name: RawName) -> RawName? {
            environment[name].flatMap { $0.isAbsolute ? $0 : nil }
        }
        if let home = environment["SPOOL_HOME"], !home.bytes.isEmpty {
            configuration = workingDirectory.appending(home)
            data = configuration
            state = configuration
            return
        }
        guard let home = directory("HOME") else {
            throw ClientError(
                .configuration, "HOME is not set: set it, or SPOOL_HOME to the directory that Spool may use")
        }
        configuration = (directory("XDG_CONFIG_HOME") ?? home.appending(".config")).appending("spool")
        data = (directory("XDG_DATA_HOME") ?? home.appending(".local/share")).appending("spool")
        state = (directory("XDG_STATE_HOME") ?? home.appending(".local/state")).appending("spool")
    }

    public var configurationFile: RawName { configuration.appending("config.toml") }
    /// The servers that are known by name, and which of them is the default.
    public var serversFile: RawName { configuration.appending("servers.json") }
    /// One file a login; 0700.
    public var sessions: RawName { state.appending("sessions") }
    public var socket: RawName { state.appending("spoold.sock") }
    public var startLock: RawName { state.appending("start.lock") }
    public var daemonLog: RawName { state.appending("spoold.log") }
}

/// The process's environment as bytes.
public enum ProcessEnvironment {
    public static var current: [RawName: RawName] {
        var result: [RawName: RawName] = [:]
        var next = environ
        while let entry = next.pointee {
            let bytes = UnsafeBufferPointer(start: entry, count: strlen(entry)).map { UInt8(bitPattern: $0) }
            if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
                result[RawName(bytes: bytes[..<equals])] = RawName(bytes: bytes[(equals + 1)...])
            }
            next += 1
        }
        return result
    }

    public static var workingDirectory: RawName {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return RawName(bytes: UnsafeBufferPointer(start: path, count: strlen(path)).map { UInt8(bitPattern: $0) })
    }
}
