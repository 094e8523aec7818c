/// A value of a TOML document with the line on which it stands.
public struct TOMLValue: Hashable, Sendable {
    public indirect enum Content: Hashable, Sendable {
        case string(String)
        case integer(Int64)
        case float(Double)
        case boolean(Bool)
        /// Dates and times as they are written.
        case date(String)
        case array([TOMLValue])
        case table(TOMLTable)
    }

    public var content: Content
    public var line: Int

    public init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }
}

/// A table of a TOML document.
public struct TOMLTable: Hashable, Sendable {
    public var values: [String: TOMLValue] = [:]
    /// Set once by a `[header]` or as an inline table; such a table is not opened again.
    var isDefined = false
    /// Inline tables are complete where they stand.
    var isClosed = false

    public init() {}

    public subscript(key: String) -> TOMLValue? { values[key] }
}

/// What is wrong with a TOML document.
public struct TOMLError: Error, Hashable, Sendable {
    public var line: Int
    public var message: String

    public init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }
}
