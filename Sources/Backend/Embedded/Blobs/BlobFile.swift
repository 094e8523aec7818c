import BackendCore
import Crypto
import Descriptors
import Foundation
import Glibc
import MediaTypes
import SpoolAPI

/// An open file, closed when it goes out of scope.
struct BlobFile: ~Copyable {
    private let descriptor: Int32

    /// Never follows a symbolic link. Files it creates have mode 0600.
    init(_ name: RawName, _ flags: Int32) throws(BackendError) {
        descriptor = name.withCString { open($0, flags | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard descriptor >= 0 else { throw BackendError(fileErrno: errno) }
    }

    deinit { close(descriptor) }

    func size() throws(BackendError) -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw BackendError(fileErrno: errno) }
        return Int64(status.st_size)
    }

    func write(_ bytes: [UInt8], at offset: Int64) throws(BackendError) {
        do throws(DescriptorError) {
            try DescriptorIO.write(bytes, to: descriptor, at: offset)
        } catch { throw BackendError(fileErrno: error.errno) }
    }

    /// Fewer than `count` bytes only at the end.
    func read(at offset: Int64, count: Int) throws(BackendError) -> [UInt8] {
        let available = Int(clamping: max(try size() - offset, 0))
        do throws(DescriptorError) {
            return try DescriptorIO.bytes(of: descriptor, at: offset, count: min(count, available))
        } catch { throw BackendError(fileErrno: error.errno) }
    }

    func truncate(to size: Int64) throws(BackendError) {
        guard ftruncate(descriptor, Int(size)) == 0 else { throw BackendError(fileErrno: errno) }
    }

    /// A failure is never retried here: the second attempt could succeed without the data.
    func synchronize() throws(BackendError) {
        guard fdatasync(descriptor) == 0 else { throw BackendError(fileErrno: errno) }
    }

    /// 64 lower-case hex digits.
    func sha256() throws(BackendError) -> String {
        var hash = SHA256()
        var offset: Int64 = 0
        while true {
            let bytes = try read(at: offset, count: 1 << 18)
            if bytes.isEmpty { break }
            hash.update(data: bytes)
            offset += Int64(bytes.count)
        }
        return hash.finalize().hexadecimal
    }
}
