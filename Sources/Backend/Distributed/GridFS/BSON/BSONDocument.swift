/// Fields in their order, which MongoDB heeds: the first field of a command names it.
struct BSONDocument: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    struct Field: Hashable, Sendable {
        let key: String
        let value: BSONValue
    }

    private(set) var fields: [Field]

    init(_ fields: [Field] = []) {
        self.fields = fields
    }

    init(dictionaryLiteral elements: (String, BSONValue)...) {
        fields = elements.map { Field(key: $0, value: $1) }
    }

    /// The first field of that name.
    subscript(key: String) -> BSONValue? {
        fields.first { $0.key == key }?.value
    }

    mutating func append(_ key: String, _ value: BSONValue) {
        fields.append(Field(key: key, value: value))
    }
}
