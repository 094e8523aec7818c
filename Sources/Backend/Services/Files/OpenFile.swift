import Descriptors
import Glibc
import MediaTypes

/// An open descriptor that closes itself. All calls block: use them on `FileThreads`.
public final class OpenFile: Sendable {
    public let descriptor: Int32

    public init(owning descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// - Throws: `SystemError`.
    public static func open(_ path: RawName, flags: Int32, mode: mode_t = 0o600) throws -> OpenFile {
        let descriptor = path.withCString { Glibc.open($0, flags | O_CLOEXEC, mode) }
        guard descriptor >= 0 else { throw SystemError("open") }
        return OpenFile(owning: descriptor)
    }

    public func status() throws -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("fstat") }
        return status
    }

    /// Up to `count` bytes from `offset`; fewer at the end of the file only.
    public func read(at offset: Int64, count: Int) throws -> [UInt8] {
        do throws(DescriptorError) {
            return try DescriptorIO.bytes(of: descriptor, at: offset, count: count)
        } catch { throw SystemError("pread", errno: error.errno) }
    }

    public func write(_ bytes: [UInt8], at offset: Int64) throws {
        do throws(DescriptorError) {
            try DescriptorIO.write(bytes, to: descriptor, at: offset)
        } catch { throw SystemError("pwrite", errno: error.errno) }
    }

    /// Writes the file's data to the disk; a failure means that the data may be lost.
    public func synchronizeData() throws {
        guard fdatasync(descriptor) == 0 else { throw SystemError("fdatasync") }
    }

    public func synchronize() throws {
        guard fsync(descriptor) == 0 else { throw SystemError("fsync") }
    }
}
