/// A value in a BSON document. https://bsonspec.org
indirect enum BSONValue: Hashable, Sendable {
    case string(String)
    case int32(Int32)
    case int64(Int64)
    case double(Double)
    case bool(Bool)
    /// Milliseconds since 1970.
    case date(Int64)
    /// Generic binary, subtype 0.
    case binary(ArraySlice<UInt8>)
    case objectID(ObjectID)
    case document(BSONDocument)
    case array([BSONValue])
    /// A value of another type, as the encoded document that holds it alone: kept so that it can be sent back.
    case other([UInt8])

    /// Of any numeric type. Drivers write lengths and counters as the type that their language prefers.
    var integer: Int64? {
        switch self {
        case .int32(let value): Int64(value)
        case .int64(let value): value
        case .double(let value): Int64(exactly: value)
        default: nil
        }
    }

    var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    var binary: ArraySlice<UInt8>? {
        if case .binary(let value) = self { value } else { nil }
    }

    var objectID: ObjectID? {
        if case .objectID(let value) = self { value } else { nil }
    }

    var document: BSONDocument? {
        if case .document(let value) = self { value } else { nil }
    }
}
