import Glibc

/// Reading and writing that goes on after a signal, and until all of it is done. Blocks.
public enum DescriptorIO {
    /// What `call` returns once no signal has interrupted it; after a negative result `errno` is its.
    public static func uninterrupted(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    /// `count` bytes from byte `offset` on; fewer only at the end.
    public static func bytes(
        of descriptor: Int32, at offset: Int64, count: Int
    ) throws(DescriptorError) -> [UInt8] {
        var failure: DescriptorError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            while done < count {
                let got = uninterrupted {
                    pread(descriptor, buffer.baseAddress.map { $0 + done }, count - done, off_t(offset) + off_t(done))
                }
                if got < 0 { failure = DescriptorError(errno: errno) }
                if got <= 0 { break }
                done += got
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// To the end, or until there is an `end` byte among what has been read.
    ///
    /// - Parameter limit: bytes; whoever gets more than that got only a part.
    public static func bytes(
        of descriptor: Int32, limit: Int = .max, until end: UInt8? = nil
    ) throws(DescriptorError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count <= limit {
            let count = uninterrupted { Glibc.read(descriptor, &chunk, chunk.count) }
            guard count >= 0 else { throw DescriptorError(errno: errno) }
            bytes += chunk[..<count]
            if count == 0 || end.map(chunk[..<count].contains) ?? false { break }
        }
        return bytes
    }

    /// Writes all of `bytes`. What was written before a failure stays.
    ///
    /// - Parameter offset: where to, in bytes; nil is where the descriptor is at.
    public static func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int64? = nil
    ) throws(DescriptorError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = uninterrupted {
                offset.map { pwrite(descriptor, rest.baseAddress, rest.count, off_t($0) + done) }
                    ?? Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            // A call that writes nothing and does not fail is a device's way to say that it is full.
            guard count > 0 else { throw DescriptorError(errno: count == 0 ? ENOSPC : errno) }
            done += count
        }
    }

    public static func write(
        _ bytes: [UInt8], to descriptor: Int32, at offset: Int64? = nil
    ) throws(DescriptorError) {
        try bytes.withUnsafeBufferPointer { bytes throws(DescriptorError) in
            try write(UnsafeRawBufferPointer(bytes), to: descriptor, at: offset)
        }
    }

    /// Writes all of `bytes` where the descriptor is at, to the disk.
    public static func writeDurably(_ bytes: [UInt8], to descriptor: Int32) throws(DescriptorError) {
        try write(bytes, to: descriptor)
        guard fsync(descriptor) == 0 else { throw DescriptorError(errno: errno) }
    }
}
