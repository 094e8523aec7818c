/// Bytes by position: a file, or an array in tests.
protocol ByteSource {
    var size: Int64 { get }
    /// The bytes `offset ..< offset + count`, fewer at the end.
    func bytes(at offset: Int64, count: Int) -> [UInt8]
}

extension InputFile: ByteSource {}

extension ByteSource {
    /// An unsigned big-endian number of `count` ≤ 8 bytes; nil beyond the end.
    func big(at offset: Int64, count: Int) -> UInt64? {
        let bytes = bytes(at: offset, count: count)
        return bytes.count == count ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }

    /// An unsigned little-endian number of `count` ≤ 8 bytes; nil beyond the end.
    func little(at offset: Int64, count: Int) -> UInt64? {
        let bytes = bytes(at: offset, count: count)
        return bytes.count == count ? bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } : nil
    }
}
