import FoundationEssentials

/// Values that are stored as JSON in a column. Non-UTF-8 names survive: see `RawName`'s wire form.
package enum JSONText {
    package static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    package static func encode<Value: Encodable>(optional value: Value?) throws -> String? {
        try value.map { try encode($0) }
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, optional text: String?) throws -> Value? {
        try text.map { try decode(type, $0) }
    }
}
