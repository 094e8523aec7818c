import Descriptors
import Glibc
import MediaTypes

/// Small files of a person's own of which there is always a whole one, whatever fails while they are written.
public enum WholeFile {
    /// Puts a file of mode 0600 in the place of what is at `path`: written beside it, made durable and renamed.
    public static func replace(_ path: RawName, with bytes: [UInt8]) throws(DescriptorError) {
        let temporary = RawName(bytes: path.bytes + Array(".new".utf8))
        _ = temporary.withCString { unlink($0) }
        let descriptor = temporary.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else { throw DescriptorError(errno: errno) }
        var isPlaced = false
        defer { if !isPlaced { _ = temporary.withCString { unlink($0) } } }
        do {
            defer { close(descriptor) }
            try DescriptorIO.writeDurably(bytes, to: descriptor)
        }
        guard temporary.withCString({ from in path.withCString { rename(from, $0) } }) == 0 else {
            throw DescriptorError(errno: errno)
        }
        isPlaced = true
    }
}
