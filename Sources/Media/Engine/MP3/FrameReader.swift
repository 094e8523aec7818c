import Descriptors
import Glibc
import MediaTypes

/// Reads a finished MP3 from its descriptor in large pieces and hands out whole frames.
struct FrameReader: ~Copyable {
    private let descriptor: Int32
    private static let capacity = 256 << 10
    private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    private var filled = 0
    private var next = 0
    private var position: Int64

    /// Starts at byte `position`.
    init(descriptor: Int32, position: Int64) {
        self.descriptor = descriptor
        self.position = position
    }

    deinit { buffer.deallocate() }

    /// The offset of the next unread byte in the file.
    var offset: Int64 { position - Int64(filled - next) }

    /// At least `count` bytes, which stay valid until the next call; fewer at the end of the file.
    mutating func peek(_ count: Int) throws(MediaFailure) -> UnsafeBufferPointer<UInt8> {
        if filled - next < count { try refill(to: count) }
        return UnsafeBufferPointer(start: buffer + next, count: filled - next)
    }

    mutating func skip(_ count: Int) { next += count }

    private mutating func refill(to count: Int) throws(MediaFailure) {
        buffer.update(from: buffer + next, count: filled - next)
        filled -= next
        next = 0
        while filled < count {
            let read = DescriptorIO.uninterrupted {
                pread(descriptor, buffer + filled, Self.capacity - filled, Int(position))
            }
            if read == 0 { return }
            if read < 0 {
                throw MediaFailure(
                    .destinationUnwritable, "the MP3 could not be read back: \(String(cString: strerror(errno)))")
            }
            filled += read
            position += Int64(read)
        }
    }
}
