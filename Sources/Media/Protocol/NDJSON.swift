import FoundationEssentials

/// JSON values one a line: no line holds a raw line feed, and each ends with one.
public enum NDJSON {
    /// Longer lines are refused on either side, so that neither can fill the other's memory.
    public static let longestLine = 1 << 20

    /// `value` as one line, its line feed included.
    public static func line(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return try Array(encoder.encode(value)) + [UInt8(ascii: "\n")]
    }

    /// The value of one line, with or without its line feed.
    public static func value<Value: Decodable>(_ type: Value.Type, _ line: some Sequence<UInt8>) throws -> Value {
        try JSONDecoder().decode(type, from: Data(line))
    }
}
