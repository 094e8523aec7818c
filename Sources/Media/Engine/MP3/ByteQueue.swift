/// First in, first out, of bytes; appending and taking cost a copy each and no allocation in the long run.
struct ByteQueue {
    private var bytes: [UInt8] = []
    private var start = 0

    var count: Int { bytes.count - start }

    mutating func append(_ more: some Collection<UInt8>) {
        if start > 0, start >= bytes.count / 2 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// Hands the first `length` bytes, which must be there, to `body` and forgets them.
    mutating func take<E: Error>(_ length: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
        try bytes.withUnsafeBufferPointer { all throws(E) in
            try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[start..<start + length])))
        }
        start += length
    }
}
