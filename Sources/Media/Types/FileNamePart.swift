/// One component of a path made from foreign text: no `/`, no control character, no white space at its ends, neither
/// `.` nor `-` first (`_` stands there instead, so it is never `.`, `..`, hidden or taken for an option), at most
/// 255 bytes. May be empty. Bytes that are not UTF-8 stay as they are.
struct FileNamePart {
    /// The longest name that Linux file systems take, in bytes.
    static let limit = 255

    let bytes: [UInt8]

    var isEmpty: Bool { bytes.isEmpty }

    /// - Parameter reserved: bytes to leave for an extension.
    init(_ raw: [UInt8], roomFor reserved: Int = 0) {
        var bytes = Self.trimmed(Self.withoutControls(raw)[...])
        if bytes.first == UInt8(ascii: ".") || bytes.first == UInt8(ascii: "-") {
            bytes = [UInt8(ascii: "_")] + bytes.dropFirst()
        }
        self.bytes = Self.trimmed(Self.cut(bytes, to: Self.limit - reserved))
    }

    /// A value with `-` for each `/`, as in `AC-DC`. With a `width`, the number that the value is or, before a `/`,
    /// begins with, filled with zeros.
    static func withoutSlashes(_ value: [UInt8], fillingTo width: Int = 0) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        let digits = value.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let isNumber = !digits.isEmpty && (digits.count == value.count || value[digits.count] == slash)
        if width > 0, isNumber {
            return Array(repeating: UInt8(ascii: "0"), count: max(0, width - digits.count)) + digits
        }
        return value.map { $0 == slash ? UInt8(ascii: "-") : $0 }
    }

    /// A space for each control character: C0, DEL and, where the text is UTF-8, C1 and line separators.
    private static func withoutControls(_ raw: [UInt8]) -> [UInt8] {
        let space = UInt8(ascii: " ")
        guard let text = String(validating: raw, as: UTF8.self) else {
            return raw.map { $0 < space || $0 == 0x7F ? space : $0 == UInt8(ascii: "/") ? UInt8(ascii: "-") : $0 }
        }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            default: scalars.append(scalar == "/" ? "-" : scalar)
            }
        }
        return Array(String(scalars).utf8)
    }

    private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> [UInt8] {
        let space = UInt8(ascii: " ")
        return Array(bytes.drop { $0 == space }.reversed().drop { $0 == space }.reversed())
    }

    /// The longest beginning of at most `limit` bytes that ends between two characters.
    private static func cut(_ bytes: [UInt8], to limit: Int) -> [UInt8] {
        guard bytes.count > limit else { return bytes }
        if let text = String(validating: bytes, as: UTF8.self) {
            var end = text.startIndex
            while end < text.endIndex {
                let next = text.index(after: end)
                if text.utf8.distance(from: text.startIndex, to: next) > limit { break }
                end = next
            }
            if end > text.startIndex { return Array(text.utf8[..<end]) }
        }
        var end = limit
        while end > limit - 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(bytes[..<end])
    }
}
