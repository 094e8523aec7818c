import Descriptors
import Glibc
import MediaTypes

/// Small files of this program's own, written 0600. With `ownerOnly` they hold secrets: the file must be 0600 and its
/// directory 0700, else they are refused.
enum PrivateFile {
    private static let largest = 1024 * 1024

    /// The whole file; nil when there is none.
    static func read(_ path: RawName, ownerOnly: Bool = true) throws(ClientError) -> [UInt8]? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure("\(path.text) cannot be read", errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("\(path.text) cannot be read", errno) }
        if ownerOnly {
            try check(path, status, is: S_IFREG, "chmod 600")
            try check(directory: path.directory)
        }
        let bytes: [UInt8]
        do throws(DescriptorError) {
            bytes = try DescriptorIO.bytes(of: descriptor, limit: largest)
        } catch { throw failure("\(path.text) cannot be read", error.errno) }
        guard bytes.count <= largest else {
            throw ClientError(.configuration, "\(path.text) is too large: remove it")
        }
        return bytes
    }

    /// There is always a whole one.
    static func write(_ bytes: [UInt8], to path: RawName, ownerOnly: Bool = true) throws(ClientError) {
        try PrivateDirectory.make(path.directory)
        if ownerOnly { try check(directory: path.directory) }
        do throws(DescriptorError) {
            try WholeFile.replace(path, with: bytes)
        } catch { throw failure("\(path.text) cannot be written", error.errno) }
    }

    static func remove(_ path: RawName) throws(ClientError) {
        guard path.withCString({ unlink($0) }) == 0 || errno == ENOENT || errno == ENOTDIR else {
            throw failure("\(path.text) cannot be removed", errno)
        }
    }

    private static func check(directory path: RawName) throws(ClientError) {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { throw failure("\(path.text) cannot be used", errno) }
        try check(path, status, is: S_IFDIR, "chmod 700")
    }

    private static func check(_ path: RawName, _ status: stat, is kind: mode_t, _ remedy: String) throws(ClientError) {
        guard status.st_mode & S_IFMT == kind, status.st_uid == geteuid() else {
            throw ClientError(.configuration, "\(path.text) is not yours: remove it, then log in again")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw ClientError(
                .configuration, "\(path.text) is open to others: \(remedy) it, and log in again if that was no mistake")
        }
    }

    private static func failure(_ what: String, _ code: Int32) -> ClientError {
        ClientError(.file, "\(what): \(String(cString: strerror(code)))")
    }
}
