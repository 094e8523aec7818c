import FoundationEssentials

/// JSON whose names begin with a capital, as SQS writes them.
enum SQSCoding {
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .custom { Key(capital: true, $0.last?.stringValue ?? "") }
        return encoder
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .custom { Key(capital: false, $0.last?.stringValue ?? "") }
        return decoder
    }

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(capital: Bool, _ name: String) {
            let first = name.prefix(1)
            stringValue = (capital ? first.uppercased() : first.lowercased()) + name.dropFirst()
        }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}
