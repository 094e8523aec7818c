extension TOMLReader {
    /// Tables and arrays within each other that a document may have.
    private static let deepest = 64

    mutating func readValue(depth: Int = 0) throws(TOMLError) -> TOMLValue {
        guard depth < Self.deepest else { throw error("too many arrays or tables within each other") }
        let line = line
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return TOMLValue(.string(try readString(allowsLines: true)), line: line)
        case UInt8(ascii: "["): return TOMLValue(.array(try readArray(depth: depth)), line: line)
        case UInt8(ascii: "{"): return TOMLValue(.table(try readInlineTable(depth: depth)), line: line)
        default: return TOMLValue(try readScalar(), line: line)
        }
    }

    private mutating func readArray(depth: Int) throws(TOMLError) -> [TOMLValue] {
        position += 1
        var values: [TOMLValue] = []
        while true {
            skipSpaceAndLines()
            if take("]") { return values }
            values.append(try readValue(depth: depth + 1))
            skipSpaceAndLines()
            if !take(",") {
                guard take("]") else { throw error("expected , or ] in an array") }
                return values
            }
        }
    }

    private mutating func readInlineTable(depth: Int) throws(TOMLError) -> TOMLTable {
        position += 1
        var table = TOMLTable()
        skipSpace()
        var isComplete = take("}")
        while !isComplete {
            let key = try readKey()
            guard take("=") else { throw error("expected = in an inline table") }
            skipSpace()
            let value = try readValue(depth: depth + 1)
            try Self.insert(value, at: key, into: &table, opened: 0, line: line)
            skipSpace()
            isComplete = take("}")
            guard isComplete || take(",") else { throw error("expected , or } in an inline table") }
        }
        table.isDefined = true
        table.isClosed = true
        return table
    }

    private mutating func readScalar() throws(TOMLError) -> TOMLValue.Content {
        let start = position
        while let byte = peek, byte > 0x20, !",]}#".utf8.contains(byte) { position += 1 }
        var text = String(decoding: bytes[start..<position], as: UTF8.self)
        if text == "true" { return .boolean(true) }
        if text == "false" { return .boolean(false) }
        if Self.looksLikeDate(text) {
            // A date and its time may be parted by one space.
            if text.utf8.count == 10, peek == UInt8(ascii: " "), position + 3 < bytes.count,
                bytes[position + 3] == UInt8(ascii: ":")
            {
                let timeStart = position
                position += 1
                while let byte = peek, byte > 0x20, !",]}#".utf8.contains(byte) { position += 1 }
                text += String(decoding: bytes[timeStart..<position], as: UTF8.self)
            }
            return .date(text)
        }
        if let number = Self.integer(text) { return .integer(number) }
        if let number = Self.float(text) { return .float(number) }
        throw error(text.isEmpty ? "expected a value" : "‘\(text)’ is no value: put text into quotes")
    }

    private static func looksLikeDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        func digits(_ range: Range<Int>) -> Bool {
            bytes.count >= range.upperBound
                && bytes[range].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        let isDate = bytes.count >= 10 && digits(0..<4) && bytes[4] == UInt8(ascii: "-") && digits(5..<7)
        let isTime = bytes.count >= 5 && digits(0..<2) && bytes[2] == UInt8(ascii: ":") && digits(3..<5)
        return isDate || isTime
    }

    private static func integer(_ text: String) -> Int64? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            return plainDigits(text.dropFirst(2), radix: radix).flatMap { Int64($0, radix: radix) }
        }
        let unsigned = text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard let digits = plainDigits(unsigned, radix: 10), digits.count == 1 || digits.first != "0" else {
            return nil
        }
        return Int64(text.hasPrefix("-") ? "-" + digits : digits)
    }

    /// The digits without the underscores, which stand between digits only.
    private static func plainDigits(_ text: Substring, radix: Int) -> String? {
        let isFramed = text.first.map { $0 != "_" } ?? false
        guard isFramed, text.last != "_", !text.contains("__") else { return nil }
        let digits = text.filter { $0 != "_" }
        return digits.allSatisfy { $0.isASCII && $0.hexDigitValue.map { $0 < radix } ?? false } ? String(digits) : nil
    }

    private static func float(_ text: String) -> Double? {
        let unsigned = text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text[...]
        if unsigned == "inf" || unsigned == "nan" { return Double(text) }
        let parts = unsigned.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard unsigned.first?.isNumber ?? false, unsigned.last?.isNumber ?? false, !unsigned.contains("__"),
            unsigned.allSatisfy({ $0.isASCII && ($0.isNumber || "._eE+-".contains($0)) }),
            !(unsigned.hasPrefix("0") && (unsigned.dropFirst().first?.isNumber ?? false)),
            parts.count == 1 || (parts[0].last?.isNumber ?? false) && (parts[1].first?.isNumber ?? false)
        else { return nil }
        return Double(text.filter { $0 != "_" })
    }
}
