import MediaTypes

/// `Content-Disposition: attachment` for any file name (RFC 6266 with RFC 8187).
public enum ContentDisposition {
    /// An ASCII `filename` for old clients and, when it differs, the exact name as `filename*`.
    public static func attachment(_ name: RawName) -> String {
        let plain = String(decoding: name.bytes.map { isPlain($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
        let header = "attachment; filename=\"\(plain)\""
        return plain == name.text ? header : "\(header); filename*=UTF-8''\(percentEncoded(name.text))"
    }

    /// Printable ASCII that needs no quoting and that no file system minds.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && !#""\/%"#.utf8.contains(byte)
    }

    private static func percentEncoded(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if isAttributeCharacter(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// `attr-char` of RFC 8187 §3.2.1.
    private static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$&+-.^_`|~".utf8.contains(byte)
        }
    }
}
