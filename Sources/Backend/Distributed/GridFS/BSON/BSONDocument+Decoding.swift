import CMongoC

extension BSONDocument {
    /// Reads an encoded document; what follows a damaged field is left out.
    init(encoded bytes: UnsafeBufferPointer<UInt8>) {
        self.init()
        guard let start = bytes.baseAddress, let iterator = spool_bson_iterate(start, bytes.count) else { return }
        defer { spool_bson_iterator_free(iterator) }
        var field = spool_bson_field()
        while spool_bson_next(iterator, &field) {
            append(String(cString: field.key), BSONValue(field))
        }
    }
}

extension BSONValue {
    fileprivate init(_ field: spool_bson_field) {
        let bytes = UnsafeBufferPointer(start: field.bytes, count: field.length)
        switch field.type {
        case SPOOL_BSON_STRING: self = .string(String(decoding: bytes, as: UTF8.self))
        case SPOOL_BSON_INT32: self = .int32(Int32(truncatingIfNeeded: field.integer))
        case SPOOL_BSON_INT64: self = .int64(field.integer)
        case SPOOL_BSON_DOUBLE: self = .double(field.real)
        case SPOOL_BSON_BOOL: self = .bool(field.integer != 0)
        case SPOOL_BSON_DATE: self = .date(field.integer)
        case SPOOL_BSON_BINARY: self = .binary(ArraySlice(bytes))
        case SPOOL_BSON_OBJECT_ID: self = ObjectID(bytes: Array(bytes)).map { .objectID($0) } ?? .other([])
        case SPOOL_BSON_DOCUMENT: self = .document(BSONDocument(encoded: bytes))
        case SPOOL_BSON_ARRAY: self = .array(BSONDocument(encoded: bytes).fields.map(\.value))
        default: self = .other(Array(bytes))
        }
    }
}
