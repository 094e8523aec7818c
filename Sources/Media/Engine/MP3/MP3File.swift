import Descriptors
import Glibc
import MediaTypes

/// The output descriptor: sequential writes through a buffer, and patches of what was written before.
///
/// Counts frames, their places and the music CRC on the way. Not for concurrent use.
final class MP3File {
    private let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer
    private var buffered = 0
    /// File offset of the buffer's first byte.
    private var flushed: Int64 = 0
    /// File offset of the Info frame.
    private(set) var audioStart: Int64 = 0
    private var countsMusic = false
    private(set) var musicCRC = CRC16()
    private(set) var seekTable = SeekTable()

    /// Bytes written so far.
    var size: Int64 { flushed + Int64(buffered) }

    init(descriptor: Int32) {
        self.descriptor = descriptor
        buffer = .allocate(byteCount: 256 << 10, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// Ends the part before the Info frame.
    func beginAudio() { audioStart = size }

    /// Ends the Info frame: from here on bytes count for the music CRC.
    func beginMusic() throws(MediaFailure) {
        try flush()
        countsMusic = true
    }

    /// The next byte written starts a frame.
    func beginFrame() { seekTable.add(offset: size - audioStart) }

    func write(_ bytes: UnsafeRawBufferPointer) throws(MediaFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if buffered == buffer.count { try flush() }
            let part = rest.prefix(buffer.count - buffered)
            UnsafeMutableRawBufferPointer(rebasing: buffer[buffered...]).copyMemory(from: .init(rebasing: part))
            buffered += part.count
            rest = rest.dropFirst(part.count)
        }
    }

    func write(_ bytes: [UInt8]) throws(MediaFailure) {
        try bytes.withUnsafeBufferPointer { part throws(MediaFailure) in try write(UnsafeRawBufferPointer(part)) }
    }

    func flush() throws(MediaFailure) {
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<buffered])
        if countsMusic { musicCRC.update(bytes) }
        try put(bytes, at: flushed)
        flushed += Int64(buffered)
        buffered = 0
    }

    /// Replaces bytes that were written before. Call `flush` first.
    func patch(_ bytes: [UInt8], at offset: Int64) throws(MediaFailure) {
        try bytes.withUnsafeBufferPointer { part throws(MediaFailure) in
            try put(UnsafeRawBufferPointer(part), at: offset)
        }
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(MediaFailure) {
        do throws(DescriptorError) {
            try DescriptorIO.write(bytes, to: descriptor, at: offset)
        } catch { throw .writing(error.errno) }
    }
}

extension MediaFailure {
    /// The failure for `errno` from writing the output.
    static func writing(_ error: Int32) -> MediaFailure {
        switch error {
        case ENOSPC, EDQUOT: MediaFailure(.diskFull, "disk full while writing the MP3")
        case EFBIG: MediaFailure(.limitExceeded, "the MP3 grows beyond the size that is allowed")
        default:
            MediaFailure(.destinationUnwritable, "the MP3 could not be written: \(String(cString: strerror(error)))")
        }
    }
}
