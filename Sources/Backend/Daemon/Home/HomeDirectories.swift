import Glibc
import MediaTypes

/// Where a person's daemon keeps its things.
///
/// With a home (`--home`, `SPOOL_HOME`) everything lies in that directory; without one the XDG base directories
/// divide it. The socket does not lie in `XDG_RUNTIME_DIR`: that is removed at logout, when the queue goes on.
struct HomeDirectories: Hashable, Sendable {
    /// The ledger, the lock, finished mail.
    var data: RawName
    /// The log and the socket.
    var state: RawName

    var socket: RawName { state.appending("spoold.sock") }
    var log: RawName { state.appending("spoold.log") }
    var lock: RawName { data.appending("spoold.lock") }
    var ledger: RawName { data.appending("spool.sqlite") }
    var outbox: RawName { data.appending("outbox") }
    var blobs: RawName { data.appending("blobs") }

    /// - Parameters:
    ///   - home: absolute or relative to the working directory; nil reads `environment`.
    init(home: String?, environment: [String: String], workingDirectory: RawName) throws(StartFailure) {
        func directory(_ name: String) -> RawName? {
            environment[name].flatMap { $0.isEmpty ? nil : RawName($0) }
        }
        if let home = home.map({ RawName($0) }) ?? directory("SPOOL_HOME") {
            data = workingDirectory.appending(home)
            state = data
            return
        }
        // XDG asks to ignore relative paths.
        func xdg(_ name: String, _ fallback: String) throws(StartFailure) -> RawName {
            if let base = directory(name), base.isAbsolute { return base.appending("spool") }
            guard let user = directory("HOME"), user.isAbsolute else {
                throw StartFailure("neither SPOOL_HOME nor HOME is set: say where to keep the queue with --home DIR")
            }
            return user.appending(RawName(fallback)).appending("spool")
        }
        data = try xdg("XDG_DATA_HOME", ".local/share")
        state = try xdg("XDG_STATE_HOME", ".local/state")
    }

    /// Creates what is missing and makes sure that nobody else can enter.
    func prepare() throws(StartFailure) {
        guard socket.bytes.count <= Self.longestSocketPath else {
            throw StartFailure(
                "the socket's path is \(socket.bytes.count) bytes long and the system allows \(Self.longestSocketPath): "
                    + "set SPOOL_HOME to a shorter directory (\(socket.text))")
        }
        for directory in Set([data, state]) { try Self.makePrivate(directory) }
    }

    /// `sockaddr_un.sun_path` without its terminating NUL (unix(7)).
    static let longestSocketPath = 107

    private static func makePrivate(_ directory: RawName) throws(StartFailure) {
        var made = RawName("/")
        for component in directory.bytes.split(separator: UInt8(ascii: "/")) {
            made = made.appending(RawName(bytes: component))
            guard made.withCString({ mkdir($0, 0o700) }) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES
            else {
                throw StartFailure("\(made.text) cannot be created: \(String(cString: strerror(errno)))")
            }
        }
        var status = stat()
        guard directory.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw StartFailure("\(directory.text) is not a directory that can be used")
        }
        guard status.st_uid == geteuid() else {
            throw StartFailure("\(directory.text) belongs to another user: choose another directory with --home")
        }
        guard status.st_mode & 0o077 == 0 || directory.withCString({ chmod($0, 0o700) }) == 0 else {
            throw StartFailure("\(directory.text) is open to other users and cannot be closed to them")
        }
    }
}
