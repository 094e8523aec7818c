extension TOMLReader {
    /// A basic or literal string, of several lines when that is allowed and it starts with three quotes.
    mutating func readString(allowsLines: Bool) throws(TOMLError) -> String {
        let quote = bytes[position]
        let isLiteral = quote == UInt8(ascii: "'")
        let triple = [quote, quote, quote]
        if bytes[position...].starts(with: triple) {
            guard allowsLines else { throw error("a key has one line") }
            position += 3
            _ = takeLineEnd()
            return try readLines(until: triple, isLiteral: isLiteral)
        }
        position += 1
        var text: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\n") {
            if byte == quote {
                position += 1
                return String(decoding: text, as: UTF8.self)
            }
            try readCharacter(isLiteral: isLiteral, into: &text)
        }
        throw error("the string has no end on its line")
    }

    private mutating func readLines(until triple: [UInt8], isLiteral: Bool) throws(TOMLError) -> String {
        var text: [UInt8] = []
        while let byte = peek {
            if bytes[position...].starts(with: triple) {
                position += 3
                // Up to two quotes may stand before the closing three.
                for _ in 0..<2 where peek == triple[0] {
                    text.append(triple[0])
                    position += 1
                }
                return String(decoding: text, as: UTF8.self)
            }
            if takeLineEnd() {
                text.append(UInt8(ascii: "\n"))
            } else if !isLiteral, byte == UInt8(ascii: "\\"), endsLine(after: position + 1) {
                position += 1
                while let space = peek, " \t\r\n".utf8.contains(space) { if !takeLineEnd() { position += 1 } }
            } else {
                try readCharacter(isLiteral: isLiteral, into: &text)
            }
        }
        throw error("the string of several lines has no end")
    }

    private func endsLine(after start: Int) -> Bool {
        let next = bytes[start...].first { !" \t\r".utf8.contains($0) }
        return next == UInt8(ascii: "\n")
    }

    private mutating func readCharacter(isLiteral: Bool, into text: inout [UInt8]) throws(TOMLError) {
        let byte = bytes[position]
        guard byte >= 0x20 || byte == UInt8(ascii: "\t"), byte != 0x7F else {
            throw error("a control character in a string: write it as \\u00…")
        }
        position += 1
        if !isLiteral, byte == UInt8(ascii: "\\") { return text += try readEscape().utf8 }
        text.append(byte)
    }

    private mutating func readEscape() throws(TOMLError) -> String {
        guard let byte = peek else { throw error("the string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "u"): return try readScalar(digits: 4)
        case UInt8(ascii: "U"): return try readScalar(digits: 8)
        default: throw error("unknown escape \\\(Character(Unicode.Scalar(byte))) in a string")
        }
    }

    private mutating func readScalar(digits count: Int) throws(TOMLError) -> String {
        let digits = bytes[position...].prefix(count)
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == count, text.allSatisfy(\.isHexDigit), let value = UInt32(text, radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw error("\\u needs \(count) hexadecimal digits of a character") }
        position += count
        return String(Character(scalar))
    }
}
