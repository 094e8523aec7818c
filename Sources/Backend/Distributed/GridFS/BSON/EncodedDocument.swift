import BackendCore
import CMongoC

/// libbson's form of a document, freed when it goes out of scope.
final class EncodedDocument: Sendable {
    // Nothing changes it once it has been made.
    nonisolated(unsafe) private let pointer = spool_bson_new()

    init(_ document: BSONDocument) throws(BackendError) {
        for field in document.fields { try append(field.key, field.value) }
    }

    deinit { spool_bson_free(pointer) }

    /// The pointer is good during the call.
    func withPointer<Value>(_ body: (OpaquePointer) throws -> Value) rethrows -> Value {
        try withExtendedLifetime(self) { try body(pointer) }
    }

    static func withPointers<Value>(
        _ documents: [EncodedDocument], _ body: ([OpaquePointer]) throws -> Value
    ) rethrows -> Value {
        try withExtendedLifetime(documents) { try body(documents.map(\.pointer)) }
    }

    private func append(_ key: String, _ value: BSONValue) throws(BackendError) {
        let fits =
            switch value {
            case .string(var text): text.withUTF8 { append(key, text: $0) }
            case .int32(let value): spool_bson_append_int32(pointer, key, value)
            case .int64(let value): spool_bson_append_int64(pointer, key, value)
            case .double(let value): spool_bson_append_double(pointer, key, value)
            case .bool(let value): spool_bson_append_bool(pointer, key, value)
            case .date(let value): spool_bson_append_date(pointer, key, value)
            case .binary(let bytes):
                bytes.withUnsafeBufferPointer { spool_bson_append_binary(pointer, key, $0.baseAddress, $0.count) }
            case .objectID(let id): spool_bson_append_object_id(pointer, key, id.bytes)
            case .document(let document):
                try EncodedDocument(document).withPointer { spool_bson_append_document(pointer, key, $0) }
            case .array(let values):
                try EncodedDocument(Self.numbered(values)).withPointer { spool_bson_append_array(pointer, key, $0) }
            case .other(let bytes): spool_bson_append_first_of(pointer, key, bytes, bytes.count)
            }
        guard fits else { throw BackendError(.tooLarge, "A record for the file store is too large.") }
    }

    private func append(_ key: String, text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.withMemoryRebound(to: CChar.self) { characters in
            guard let start = characters.baseAddress else { return spool_bson_append_string(pointer, key, "", 0) }
            return spool_bson_append_string(pointer, key, start, characters.count)
        }
    }

    private static func numbered(_ values: [BSONValue]) -> BSONDocument {
        BSONDocument(values.enumerated().map { BSONDocument.Field(key: String($0), value: $1) })
    }
}
