import MediaTypes
import SpoolAPI

/// What a part of `multipart/form-data` says about itself (RFC 7578 §4.2).
struct MultipartHeader: Hashable {
    /// The form field's name.
    var name: String
    /// The file's own name, without directories; nil for a part that is no file.
    var filename: RawName?

    /// - Parameter lines: the header fields, with CRLF before each.
    init(lines: [UInt8]) throws {
        let disposition = lines.split(separator: [0x0D, 0x0A]).lazy.compactMap(Self.disposition).first
        guard let disposition, disposition.type == "form-data", let name = disposition.value(of: "name") else {
            throw MultipartParser.refusal("a part has no Content-Disposition of form-data with a name")
        }
        self.name = String(decoding: name, as: UTF8.self)
        filename = disposition.value(of: "filename").map { RawName(bytes: Self.unescaped($0)).lastComponent }
    }

    private static func disposition(_ line: ArraySlice<UInt8>) -> HeaderParameters? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            String(decoding: line[..<colon], as: UTF8.self).lowercased() == "content-disposition"
        else { return nil }
        return HeaderParameters(Array(line[(colon + 1)...]))
    }

    /// Browsers and curl write `"`, CR and LF as `%22`, `%0D` and `%0A`, and a `%` as it is (WHATWG HTML,
    /// multipart/form-data encoding algorithm).
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        let escapes: [([UInt8], UInt8)] = [
            (Array("%22".utf8), 0x22), (Array("%0D".utf8), 0x0D), (Array("%0A".utf8), 0x0A),
            (Array("%0d".utf8), 0x0D), (Array("%0a".utf8), 0x0A),
        ]
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "%"), let (_, plain) = escapes.first(where: { rest.starts(with: $0.0) }) {
                result.append(plain)
                rest = rest.dropFirst(3)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
