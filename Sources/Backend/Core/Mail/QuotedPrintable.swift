/// The body encoding of RFC 2045 section 6.7.
enum QuotedPrintable {
    private static let maxLine = 76

    /// LF, CRLF and CR in `text` are line ends; the result ends with one.
    static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            encode(line: bytes[start..<end], to: &encoded)
            let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
            start = end + (isPair ? 2 : 1)
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func encode(line: ArraySlice<UInt8>, to output: inout [UInt8]) {
        var column = 0
        for (index, byte) in zip(line.indices, line) {
            let isLast = index == line.endIndex - 1
            let token = isLiteral(byte, atStart: column == 0, isLast: isLast) ? [byte] : escape(byte)
            if column + token.count > maxLine - (isLast ? 0 : 1) {
                output += Array("=\r\n".utf8)
                column = 0
            }
            output += token
            column += token.count
        }
        output += [0x0D, 0x0A]
    }

    /// A space at the end of a line could be lost on the way, a dot or `From ` at its start be taken for a command
    /// or an envelope.
    private static func isLiteral(_ byte: UInt8, atStart: Bool, isLast: Bool) -> Bool {
        switch byte {
        case 0x20: !isLast
        case 0x3D: false
        case 0x2E, 0x46: !atStart
        case 0x21...0x7E: true
        default: false
        }
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
