/// Turns scalars and bytes into safe glyphs, one after the other.
struct SafeTextBuilder {
    private(set) var glyphs: [SafeText.Glyph] = []
    /// How many marks the last glyph carries. Curses takes a base and four marks in a cell.
    private var marks = 0
    private static let maximalMarks = 4

    private static let asciiGlyphs = (0x20..<0x7F).map { SafeText.Glyph(String(Unicode.Scalar(UInt8($0)))) }

    mutating func append(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x7F, value >= 0x20 { return add(Self.asciiGlyphs[Int(value) - 0x20]) }
        switch value {
        case 0..<0x20: add(.init(Self.picture(0x2400 + value)))
        case 0x7F: add(.init("␡"))
        // Joiners, and the keycap that makes some terminals draw a digit two columns wide.
        case 0x200C, 0x200D, 0x20E3: break
        case 0x1F1E6...0x1F1FF: add(Self.asciiGlyphs[Int(value - 0x1F1E6) + 0x41 - 0x20])
        case 0x1F3FB...0x1F3FF: if glyphs.last?.columns != 2 { addStandIn() }
        case 0xE0020...0xE007F: if glyphs.last?.text != "🏴" { addStandIn() }
        default: appendByWidth(scalar)
        }
    }

    private mutating func appendByWidth(_ scalar: Unicode.Scalar) {
        switch TextWidth.columns(of: scalar) {
        case nil: addStandIn()
        case 0: addMark(scalar)
        case let columns?: add(.init(String(scalar), columns: columns))
        }
    }

    /// Invalid sequences are spelled out byte by byte: `\xFF`.
    mutating func append(bytes: [UInt8]) {
        var rest = bytes[...]
        while let byte = rest.first {
            if byte < 0x80 {
                append(Unicode.Scalar(byte))
                rest.removeFirst()
            } else if let (scalar, length) = Self.decode(rest) {
                append(scalar)
                rest.removeFirst(length)
            } else {
                for digit in "\\x" + Self.hex(byte >> 4) + Self.hex(byte & 15) { add(.init(String(digit))) }
                rest.removeFirst()
            }
        }
    }

    private mutating func add(_ glyph: SafeText.Glyph) {
        glyphs.append(glyph)
        marks = 0
    }

    private mutating func addStandIn() { add(.init("\u{FFFD}")) }

    private mutating func addMark(_ mark: Unicode.Scalar) {
        if mark.properties.isDefaultIgnorableCodePoint { return }
        if glyphs.isEmpty { add(.init("\u{25CC}")) }
        guard marks < Self.maximalMarks else { return }
        marks += 1
        glyphs[glyphs.count - 1].text.unicodeScalars.append(mark)
    }

    private static func picture(_ value: UInt32) -> String {
        Unicode.Scalar(value).map { String($0) } ?? "\u{FFFD}"
    }

    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }

    /// The first scalar of `bytes` and its length, when they begin with well-formed UTF-8.
    private static func decode(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return (scalar, UTF8.width(scalar))
    }
}
