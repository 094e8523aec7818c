import Crypto
import MediaTypes
import SpoolAPI

/// SHA-256 of files.
public enum FileHash {
    /// 64 lower-case hex digits over the whole file. Reads in blocks, so that other file calls get their turn.
    public static func sha256(_ file: OpenFile) async throws -> String {
        var hash = SHA256()
        var offset: Int64 = 0
        while true {
            let position = offset
            let before = hash
            let (after, count) = try await FileThreads.run {
                let block = try file.read(at: position, count: blockSize)
                var next = before
                next.update(data: block)
                return (next, block.count)
            }
            hash = after
            offset += Int64(count)
            if count < blockSize { break }
        }
        return hash.finalize().hexadecimal
    }

    private static let blockSize = 1 << 20
}
