/// The CRC-16 of the LAME tag: polynomial 0x8005 reflected, initial value 0, eight bytes a step.
public struct CRC16: Sendable {
    public private(set) var value: UInt16 = 0

    public init() {}

    /// Eight tables of 256: table t gives the remainder of a byte that t more bytes follow.
    private static let tables: [UInt16] = {
        var tables = [UInt16](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            tables[byte] = (0..<8).reduce(UInt16(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xA001 : rest >> 1 }
        }
        for index in 256..<8 * 256 {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        value = Self.tables.withUnsafeBufferPointer { tables in
            var crc = value
            var offset = 0
            while offset + 8 <= bytes.count {
                let low = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)) ^ crc
                crc = tables[7 << 8 | Int(low & 0xFF)] ^ tables[6 << 8 | Int(low >> 8)]
                for step in 2..<8 { crc ^= tables[(7 - step) << 8 | Int(bytes[offset + step])] }
                offset += 8
            }
            while offset < bytes.count {
                crc = crc >> 8 ^ tables[Int((crc ^ UInt16(bytes[offset])) & 0xFF)]
                offset += 1
            }
            return crc
        }
    }

    public static func of(_ bytes: [UInt8]) -> UInt16 {
        var crc = CRC16()
        bytes.withUnsafeBytes { crc.update($0) }
        return crc.value
    }
}
