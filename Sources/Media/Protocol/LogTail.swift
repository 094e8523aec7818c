/// The last bytes of a stream, however long it is.
struct LogTail {
    static let limit = 8 << 10

    private var bytes: [UInt8] = []

    mutating func append(_ new: ArraySlice<UInt8>) {
        bytes += new.suffix(Self.limit)
        if bytes.count > 2 * Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
    }

    /// Invalid UTF-8 is replaced, a character cut at the start included.
    var text: String { String(decoding: bytes.suffix(Self.limit), as: UTF8.self) }
}
