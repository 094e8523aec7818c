/// The Xing or Info header and the LAME tag of a first frame, read back.
struct InfoHeader: Hashable, Sendable {
    var isConstant: Bool
    var frames: Int
    var bytes: Int64
    var contents: [UInt8]
    var delay: Int
    var padding: Int
    var musicLength: Int64
    var musicCRC: UInt16
    /// True when the tag's own CRC is right.
    var isIntact: Bool

    /// Nil when `frame`, a whole frame's bytes, does not hold the header with all four fields and the LAME tag.
    init?(_ frame: UnsafeBufferPointer<UInt8>, _ header: MP3FrameHeader) {
        let start = header.headSize
        guard frame.count >= start + 156 else { return nil }
        let name = String(decoding: frame[start..<start + 4], as: UTF8.self)
        guard name == "Xing" || name == "Info", frame[start + 7] & 15 == 15 else { return nil }
        let number = { (at: Int, count: Int) in frame[at..<at + count].reduce(0) { $0 << 8 | Int64($1) } }
        isConstant = name == "Info"
        frames = Int(number(start + 8, 4))
        bytes = number(start + 12, 4)
        contents = Array(frame[start + 16..<start + 116])
        let tag = start + 120
        delay = Int(number(tag + 21, 3) >> 12)
        padding = Int(number(tag + 21, 3) & 0xFFF)
        musicLength = number(tag + 28, 4)
        musicCRC = UInt16(number(tag + 32, 2))
        var crc = CRC16()
        crc.update(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: frame[..<(tag + 34)])))
        isIntact = crc.value == number(tag + 34, 2)
    }
}
