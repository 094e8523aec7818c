@testable import MediaEngine

/// Bytes in memory.
struct Bytes: ByteSource {
    var bytes: [UInt8]
    var size: Int64 { Int64(bytes.count) }

    func bytes(at offset: Int64, count: Int) -> [UInt8] {
        guard offset >= 0, offset < size else { return [] }
        return Array(bytes[Int(offset)..<min(bytes.count, Int(offset) + count)])
    }
}
