import Descriptors
import Glibc
import MediaTypes

/// The input's bytes, read through one open descriptor with `pread` only.
///
/// Not thread safe: one thread at a time reads.
final class InputFile {
    private let descriptor: Int32
    /// Bytes, as found when it was opened.
    let size: Int64
    /// `errno` of the first read that failed; 0 while all went well.
    private(set) var failure: Int32 = 0
    private var position: Int64 = 0
    private var plan: ReadPlan?
    /// What was read by plan, and where it starts.
    private var window: [UInt8] = []
    private var windowStart: Int64 = 0

    /// Borrows `descriptor`, which must be readable and seekable and stays open.
    init(descriptor: Int32) throws(MediaFailure) {
        self.descriptor = descriptor
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw MediaFailure(.sourceUnreadable, "the input cannot be read: it is not a regular file")
        }
        size = Int64(end)
    }

    /// From now on reads within the plan's runs take in the rest of the run, and nothing beyond it.
    func follow(_ plan: ReadPlan) {
        self.plan = plan
        // The kernel's own reading ahead would take in the pictures between the runs.
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_RANDOM)
    }

    /// Reads up to `count` bytes at the current position. 0 at the end; negative `errno` on failure.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var got = takeFromWindow(into: buffer)
        if got == 0, let planned = plan?.read(at: position) {
            let error = fillWindow(planned)
            if error < 0 { return error }
            got = takeFromWindow(into: buffer)
        } else if got == 0 {
            got = read(into: buffer, at: position)
        }
        if got > 0 { position += Int64(got) }
        return got
    }

    private func takeFromWindow(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let offset = position - windowStart
        guard offset >= 0, offset < window.count else { return 0 }
        let count = min(buffer.count, window.count - Int(offset))
        window.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[Int(offset)..<Int(offset) + count]))
        }
        return count
    }

    /// Returns a negative `errno` on failure.
    private func fillWindow(_ planned: ReadPlan.Read) -> Int {
        if let next = planned.next {
            posix_fadvise(descriptor, off_t(next.lowerBound), off_t(next.count), POSIX_FADV_WILLNEED)
        }
        var error = 0
        let range = planned.bytes
        window = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            let got = read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
            (filled, error) = got < 0 ? (0, got) : (got, 0)
        }
        windowStart = range.lowerBound
        return error
    }

    /// Reads up to `buffer.count` bytes at `offset`; as `read`.
    private func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
        let got = DescriptorIO.uninterrupted { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
        if got >= 0 { return got }
        if failure == 0 { failure = errno }
        return -Int(errno)
    }

    /// Moves the position; returns it, or a negative `errno`.
    func seek(to offset: Int64, from origin: Int32 = SEEK_SET) -> Int64 {
        let base: Int64 = origin == SEEK_CUR ? position : origin == SEEK_END ? size : 0
        let (target, overflow) = base.addingReportingOverflow(offset)
        guard !overflow, target >= 0 else { return -Int64(EINVAL) }
        position = target
        return position
    }

    /// The bytes `offset ..< offset + count`, fewer at the end of the file.
    func bytes(at offset: Int64, count: Int) -> [UInt8] {
        guard offset >= 0, offset < size else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            while filled < count {
                let got = read(
                    into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]), at: offset + Int64(filled))
                if got <= 0 { break }
                filled += got
            }
        }
    }
}
