import Glibc

/// Reads what a descriptor gives, whatever it leads to.
public enum DescriptorReading {
    public struct Failure: Error {
        public let errno: Int32
        public var message: String { String(cString: strerror(errno)) }
    }

    /// To its end, or until there is an `end` byte among what has been read.
    ///
    /// - Parameter limit: bytes; whoever gets more than that got only a part.
    public static func bytes(
        of descriptor: Int32, limit: Int = .max, until end: UInt8? = nil
    ) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count <= limit {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(errno: errno) }
            bytes += chunk[..<count]
            if count == 0 || end.map(chunk[..<count].contains) ?? false { break }
        }
        return bytes
    }
}
