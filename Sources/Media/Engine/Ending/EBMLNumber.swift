/// A variable-length number of EBML (RFC 8794): its first set bit tells its length.
struct EBMLNumber: Equatable {
    let value: UInt64
    /// Bytes, 1 … 8.
    let length: Int64
    /// All value bits set: a size that was not known when it was written.
    let isUnknown: Bool

    /// - Parameter keepsMarker: true for identifiers, whose length bit belongs to the value.
    init?(_ source: some ByteSource, at offset: Int64, keepsMarker: Bool) {
        guard let first = source.bytes(at: offset, count: 1).first, first != 0 else { return nil }
        length = Int64(first.leadingZeroBitCount) + 1
        guard let raw = source.big(at: offset, count: Int(length)) else { return nil }
        let mask: UInt64 = (1 << (7 * UInt64(length))) - 1
        value = keepsMarker ? raw : raw & mask
        isUnknown = raw & mask == mask
    }
}
