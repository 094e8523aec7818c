import Glibc
import MediaTypes

/// The end of a text file that others write.
enum LogTail {
    private static let window = 64 * 1024

    static func lines(of path: RawName, count: Int) -> [String] {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let start = max(size - window, 0)
        var bytes = [UInt8](repeating: 0, count: size - start)
        let read = pread(descriptor, &bytes, bytes.count, off_t(start))
        guard read > 0 else { return [] }
        let lines = bytes[..<read].split(separator: 0x0A)
        return (start > 0 ? lines.dropFirst() : lines[...]).suffix(count).map { String(decoding: $0, as: UTF8.self) }
    }
}
