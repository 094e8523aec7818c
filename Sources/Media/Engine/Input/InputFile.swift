import Glibc
import MediaTypes

/// The input's bytes, read through one open descriptor with `read` and `lseek` only.
///
/// Not thread safe: one thread at a time reads.
final class InputFile {
    private let descriptor: Int32
    /// Bytes, as found when it was opened.
    let size: Int64
    /// `errno` of the first read that failed; 0 while all went well.
    private(set) var failure: Int32 = 0

    /// Borrows `descriptor`, which must be readable and seekable and stays open.
    init(descriptor: Int32) throws(MediaFailure) {
        self.descriptor = descriptor
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw MediaFailure(.sourceUnreadable, "the input cannot be read: it is not a regular file")
        }
        size = Int64(end)
    }

    /// Reads up to `count` bytes at the current position. 0 at the end; negative `errno` on failure.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) -> Int {
        while true {
            let got = Glibc.read(descriptor, buffer, count)
            if got >= 0 { return got }
            if errno == EINTR { continue }
            if failure == 0 { failure = errno }
            return -Int(errno)
        }
    }

    /// Moves the position; returns it, or a negative `errno`.
    func seek(to offset: Int64, from origin: Int32 = SEEK_SET) -> Int64 {
        let position = lseek(descriptor, off_t(offset), origin)
        return position >= 0 ? Int64(position) : -Int64(errno)
    }

    /// The bytes `offset ..< offset + count`, fewer at the end of the file. Moves the position.
    func bytes(at offset: Int64, count: Int) -> [UInt8] {
        guard offset >= 0, offset < size, seek(to: offset) >= 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = read(into: base + filled, count: count - filled)
                if got <= 0 { break }
                filled += got
            }
        }
    }
}
