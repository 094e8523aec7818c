import BackendCore
import Crypto
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
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, Int(offset) + done)
            }
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw BackendError(fileErrno: count == 0 ? ENOSPC : errno)
            }
        }
    }

    /// Fewer than `count` bytes only at the end.
    func read(at offset: Int64, count: Int) throws(BackendError) -> [UInt8] {
        let available = Int(clamping: max(try size() - offset, 0))
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: min(count, available)) { buffer, done in
            while done < buffer.count {
                let place = buffer.baseAddress?.advanced(by: done)
                let count = pread(descriptor, place, buffer.count - done, Int(offset) + done)
                if count > 0 {
                    done += count
                } else if count == 0 {
                    return
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        guard failure == 0 else { throw BackendError(fileErrno: failure) }
        return bytes
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
