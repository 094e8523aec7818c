/// Reads big-endian bit fields from memory that the caller guarantees.
struct BitReader {
    private let bytes: UnsafePointer<UInt8>
    /// In bits.
    var position = 0

    init(_ bytes: UnsafePointer<UInt8>) { self.bytes = bytes }

    mutating func skip(_ count: Int) { position += count }

    /// At most 16 bits. Touches only the bytes that hold them.
    mutating func read(_ count: Int) -> Int {
        var value = 0
        var left = count
        while left > 0 {
            let free = 8 - position & 7
            let taken = min(free, left)
            let byte = Int(bytes[position >> 3]) >> (free - taken) & ((1 << taken) - 1)
            value = value << taken | byte
            position += taken
            left -= taken
        }
        return value
    }
}
