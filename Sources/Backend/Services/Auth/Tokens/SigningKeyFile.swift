import BackendCore
import Glibc
import MediaTypes

/// The file of the signing keys: made at the first start, for this user alone.
public enum SigningKeyFile {
    /// The file's text. Of several processes that start at once one makes it.
    ///
    /// Throws `invalid` when others can read the file, or when it cannot be read or made.
    public static func load(_ path: RawName) throws -> String {
        do {
            return try read(path) ?? make(path)
        } catch let error as SystemError {
            throw BackendError(.invalid, "The file of signing keys cannot be read or made: \(error.sentence).")
        }
    }

    private static func read(_ path: RawName) throws -> String? {
        do {
            let file = try OpenFile.open(path, flags: O_RDONLY)
            let status = try file.status()
            // A secret that the system mounts is root's and may be read by its readers' group.
            let forbidden: mode_t = status.st_uid == geteuid() ? 0o077 : 0o027
            guard status.st_mode & forbidden == 0 else {
                throw BackendError(
                    .invalid, "Others can read or change the file of signing keys: chmod 600 it, or make new keys.")
            }
            return String(decoding: try file.read(at: 0, count: 64 << 10), as: UTF8.self)
        } catch let error as SystemError where error.errno == ENOENT {
            return nil
        }
    }

    private static func make(_ path: RawName) throws -> String {
        let fresh = try SigningKeys.fresh() + "\n"
        let temporary = RawName(bytes: path.bytes + Array(".\(getpid())".utf8))
        defer { _ = temporary.withCString { unlink($0) } }
        let file = try OpenFile.open(temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        try file.write(Array(fresh.utf8), at: 0)
        try file.synchronize()
        _ = temporary.withCString { from in path.withCString { link(from, $0) } }
        guard let made = try read(path) else { throw SystemError("link", errno: ENOENT) }
        return made
    }
}
