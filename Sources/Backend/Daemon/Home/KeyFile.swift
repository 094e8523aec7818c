import BackendServices
import Glibc
import MediaTypes

/// Files that hold a secret of random bytes, made when they are missing.
enum KeyFile {
    static func linkKey(_ path: RawName) throws(StartFailure) -> LinkKey {
        guard let key = LinkKey(try bytes(path, count: 32)) else {
            throw StartFailure("the key file \(path.text) is too short: it must hold at least 32 random bytes")
        }
        return key
    }

    /// The content of the file; `count` random bytes, 0600, when there is none yet. Of several processes that start at
    /// once one makes it.
    private static func bytes(_ path: RawName, count: Int) throws(StartFailure) -> [UInt8] {
        do {
            if let found = try read(path) { return found }
            var random = SystemRandomNumberGenerator()
            let fresh = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let temporary = RawName(bytes: path.bytes + Array(".\(getpid())".utf8))
            defer { _ = temporary.withCString { unlink($0) } }
            let file = try OpenFile.open(temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
            try file.write(fresh, at: 0)
            try file.synchronizeData()
            _ = temporary.withCString { from in path.withCString { link(from, $0) } }
            return try read(path) ?? fresh
        } catch {
            throw StartFailure("the key file \(path.text) cannot be read or made: \(error)")
        }
    }

    private static func read(_ path: RawName) throws -> [UInt8]? {
        do {
            return try OpenFile.open(path, flags: O_RDONLY).read(at: 0, count: 4096)
        } catch let error as SystemError where error.errno == ENOENT {
            return nil
        }
    }
}
