/// Reads TOML 1.0 (toml.io/en/v1.0.0).
///
/// Values keep their lines, so that a wrong setting is shown where it stands. Written here because the packages that
/// read TOML pull the whole of Foundation into the start of the program and forget the lines.
public struct TOMLReader {
    var bytes: [UInt8]
    var position = 0
    var line = 1
    private var root = TOMLTable()
    private var current: [String] = []

    public static func read(_ bytes: [UInt8]) throws(TOMLError) -> TOMLTable {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw TOMLError(line: invalidLine(bytes), "the text is not UTF-8")
        }
        var reader = TOMLReader(bytes: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
        try reader.readDocument()
        return reader.root
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private static func invalidLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
    }

    private mutating func readDocument() throws(TOMLError) {
        while true {
            skipSpaceAndLines()
            guard let byte = peek else { return }
            if byte == UInt8(ascii: "[") { try readHeader() } else { try readPair(into: current) }
            try endLine()
        }
    }

    private mutating func readHeader() throws(TOMLError) {
        position += 1
        let isArray = take("[")
        let path = try readKey()
        guard take("]"), !isArray || take("]") else { throw error("a table's header ends with ]") }
        if isArray { try appendTable(path) } else { try defineTable(path) }
        current = path
    }

    private mutating func readPair(into table: [String]) throws(TOMLError) {
        let line = line
        let key = try readKey()
        guard take("=") else { throw error("expected = after the key ‘\(key.joined(separator: "."))’") }
        skipSpace()
        let value = try readValue()
        try Self.insert(value, at: table + key, into: &root, opened: table.count, line: line)
    }

    /// A bare, quoted or dotted key.
    mutating func readKey() throws(TOMLError) -> [String] {
        var parts: [String] = []
        repeat {
            skipSpace()
            parts.append(try readKeyPart())
            skipSpace()
        } while take(".")
        return parts
    }

    private mutating func readKeyPart() throws(TOMLError) -> String {
        if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") { return try readString(allowsLines: false) }
        let start = position
        while let byte = peek, byte.isBareKey { position += 1 }
        guard position > start else { throw error("expected a key") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}

// MARK: Tables

extension TOMLReader {
    /// Puts a value where a dotted path says, making the tables on the way.
    static func insert(
        _ value: TOMLValue, at path: [String], into table: inout TOMLTable, opened: Int, line: Int
    ) throws(TOMLError) {
        guard let key = path.first else { return }
        if path.count == 1 {
            guard table[key] == nil else { throw TOMLError(line: line, "‘\(key)’ is set twice") }
            table.values[key] = value
            return
        }
        try change(key, of: &table, line: line) { inner throws(TOMLError) in
            guard !inner.isClosed, opened > 0 || !inner.isDefined else {
                throw TOMLError(line: line, "the table ‘\(key)’ is complete and takes no more keys")
            }
            try insert(value, at: Array(path.dropFirst()), into: &inner, opened: max(opened - 1, 0), line: line)
        }
    }

    private mutating func defineTable(_ path: [String]) throws(TOMLError) {
        let line = line
        try Self.walk(path[...], from: &root, line: line) { table throws(TOMLError) in
            guard !table.isDefined, !table.isClosed else {
                throw TOMLError(line: line, "the table [\(path.joined(separator: "."))] stands twice")
            }
            table.isDefined = true
        }
    }

    private mutating func appendTable(_ path: [String]) throws(TOMLError) {
        guard let key = path.last else { return }
        let line = line
        try Self.walk(path.dropLast(), from: &root, line: line) { table throws(TOMLError) in
            var elements: [TOMLValue] = []
            if let existing = table[key] {
                guard case .array(let values) = existing.content, !values.isEmpty,
                    values.allSatisfy({ if case .table(let inner) = $0.content { !inner.isClosed } else { false } })
                else { throw TOMLError(line: line, "‘\(key)’ is not an array of tables") }
                elements = values
            }
            var element = TOMLTable()
            element.isDefined = true
            elements.append(TOMLValue(.table(element), line: line))
            table.values[key] = TOMLValue(.array(elements), line: line)
        }
    }

    private static func walk(
        _ path: ArraySlice<String>, from table: inout TOMLTable, line: Int,
        _ body: (inout TOMLTable) throws(TOMLError) -> Void
    ) throws(TOMLError) {
        guard let key = path.first else { return try body(&table) }
        try change(key, of: &table, line: line) { inner throws(TOMLError) in
            try walk(path.dropFirst(), from: &inner, line: line, body)
        }
    }

    /// The table under `key`, or the last one of an array of tables; a new one when there is nothing.
    private static func change(
        _ key: String, of table: inout TOMLTable, line: Int, _ body: (inout TOMLTable) throws(TOMLError) -> Void
    ) throws(TOMLError) {
        var value = table[key] ?? TOMLValue(.table(TOMLTable()), line: line)
        switch value.content {
        case .table(var inner):
            try body(&inner)
            value.content = .table(inner)
        case .array(var elements):
            guard let last = elements.indices.last, case .table(var inner) = elements[last].content, !inner.isClosed
            else {
                throw TOMLError(line: line, "‘\(key)’ is not a table")
            }
            try body(&inner)
            elements[last].content = .table(inner)
            value.content = .array(elements)
        default:
            throw TOMLError(line: line, "‘\(key)’ is not a table")
        }
        table.values[key] = value
    }
}

// MARK: Characters

extension TOMLReader {
    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    func error(_ message: String) -> TOMLError { TOMLError(line: line, message) }

    /// Goes past `text` when it stands here.
    mutating func take(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    mutating func skipSpace() {
        while peek == UInt8(ascii: " ") || peek == UInt8(ascii: "\t") { position += 1 }
    }

    /// Goes past one line end.
    mutating func takeLineEnd() -> Bool {
        guard take("\n") || take("\r\n") else { return false }
        line += 1
        return true
    }

    mutating func skipSpaceAndLines() {
        repeat {
            skipSpace()
            skipComment()
        } while takeLineEnd()
    }

    private mutating func skipComment() {
        guard peek == UInt8(ascii: "#") else { return }
        while let byte = peek, byte != UInt8(ascii: "\n") { position += 1; _ = byte }
    }

    private mutating func endLine() throws(TOMLError) {
        skipSpace()
        skipComment()
        guard peek == nil || takeLineEnd() else { throw error("expected the end of the line") }
    }
}

extension UInt8 {
    fileprivate var isBareKey: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
