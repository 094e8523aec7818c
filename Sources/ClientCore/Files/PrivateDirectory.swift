import Glibc
import MediaTypes

/// Directories that only their owner enters.
enum PrivateDirectory {
    /// Makes `path` and what is missing above it, each 0700.
    static func make(_ path: RawName) throws(ClientError) {
        var made = RawName("/")
        for component in path.bytes.split(separator: UInt8(ascii: "/")) {
            made = made.appending(RawName(bytes: component))
            let result = made.withCString { mkdir($0, 0o700) }
            if result != 0, errno != EEXIST, errno != EROFS, errno != EACCES {
                throw ClientError(.file, "\(made.text) cannot be made: \(String(cString: strerror(errno)))")
            }
        }
        guard path.withCString({ access($0, W_OK | X_OK) }) == 0 else {
            throw ClientError(
                .file,
                "\(path.text) cannot be used: \(String(cString: strerror(errno))). Set SPOOL_HOME to another directory")
        }
    }
}
