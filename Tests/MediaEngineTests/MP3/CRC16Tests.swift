import Testing

@testable import MediaEngine

struct CRC16Tests {
    /// CRC-16/ARC of "123456789" is 0xBB3D.
    @Test func checkValue() {
        #expect(CRC16.of(Array("123456789".utf8)) == 0xBB3D)
    }

    @Test func anyCutGivesTheSame() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 >> 3) }
        let whole = CRC16.of(bytes)
        for cut in [0, 1, 7, 8, 9, 500, 999, 1000] {
            var crc = CRC16()
            bytes[..<cut].withUnsafeBytes { crc.update($0) }
            bytes[cut...].withUnsafeBytes { crc.update($0) }
            #expect(crc.value == whole)
        }
    }
}
