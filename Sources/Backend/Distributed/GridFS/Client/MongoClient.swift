import BackendCore
import CMongoC

/// A connection, for one thread at a time. All calls block; they throw `MongoError`, or what a closure throws.
struct MongoClient {
    private let pool: OpaquePointer
    private let client: OpaquePointer
    private let database: String

    init(pool: OpaquePointer, client: OpaquePointer, database: String) {
        self.pool = pool
        self.client = client
        self.database = database
    }

    /// In one message, up to the first that is refused.
    ///
    /// - Parameter durable: false for what a later durable write makes durable too.
    func insert(_ documents: consuming [EncodedDocument], into collection: String, durable: Bool = true) throws {
        let insertion = spool_mongo_insertion_new(pool, client, database, collection, durable)
        defer { spool_mongo_insertion_free(insertion) }
        for document in documents {
            try document.withPointer { document in
                try checked { spool_mongo_insertion_add(pool, insertion, document, &$0) }
            }
        }
        // The message holds all of it.
        documents = []
        try checked { spool_mongo_insertion_run(pool, insertion, &$0) }
    }

    /// Returns how many there were.
    @discardableResult
    func delete(_ filter: BSONDocument, from collection: String) throws -> Int64 {
        let filter = try EncodedDocument(filter)
        var deleted: Int64 = 0
        try filter.withPointer { filter in
            try checked { spool_mongo_delete(pool, client, database, collection, filter, &deleted, &$0) }
        }
        return deleted
    }

    func count(_ filter: BSONDocument, in collection: String) throws -> Int64 {
        let filter = try EncodedDocument(filter)
        var count: Int64 = 0
        try filter.withPointer { filter in
            try checked { spool_mongo_count(pool, client, database, collection, filter, &count, &$0) }
        }
        return count
    }

    /// Changes one document in one step and returns it as it is then; nil when none matches. With `upsert` one is made.
    func modify(
        _ query: BSONDocument, in collection: String, _ update: BSONDocument, upsert: Bool = false,
        returning fields: BSONDocument = [:]
    ) throws -> BSONDocument? {
        let reply = try command([
            "findAndModify": .string(collection), "query": .document(query), "update": .document(update),
            "new": .bool(true), "upsert": .bool(upsert), "fields": .document(fields),
        ])
        return reply["value"]?.document
    }

    /// A command that writes; returns the reply.
    @discardableResult
    func command(_ command: BSONDocument) throws -> BSONDocument {
        let command = try EncodedDocument(command)
        return try replied { reply, error in
            command.withPointer { spool_mongo_command(pool, client, database, $0, &reply, &error) }
        }
    }

    /// What the primary says of itself.
    func hello() throws -> BSONDocument {
        try replied { reply, error in spool_mongo_hello(pool, client, &reply, &error) }
    }

    private func replied(_ call: (inout OpaquePointer?, inout spool_mongo_error) -> Bool) throws -> BSONDocument {
        var reply: OpaquePointer?
        try checked { call(&reply, &$0) }
        guard let reply else { return [:] }
        defer { spool_bson_free(reply) }
        var length = 0
        let bytes = spool_bson_bytes(reply, &length)
        return BSONDocument(encoded: UnsafeBufferPointer(start: bytes, count: length))
    }

    /// `options`: `projection`, `sort`, `limit`, `batchSize`.
    func find(
        _ filter: BSONDocument, in collection: String, options: BSONDocument = [:],
        _ visit: (BSONDocument) throws -> Void
    ) throws {
        let encoded = [try EncodedDocument(filter), try EncodedDocument(options)]
        try withoutActuallyEscaping(visit) { visit in
            var visitor = MongoVisitor(visit)
            try withUnsafeMutablePointer(to: &visitor) { visitor in
                try EncodedDocument.withPointers(encoded) { pointers in
                    try checked {
                        spool_mongo_find(
                            pool, client, database, collection, pointers[0], pointers[1],
                            { MongoVisitor.visit(bytes: $0, count: $1, context: $2) }, visitor, &$0)
                    }
                }
            }
            if let failure = visitor.failure { throw failure }
        }
    }

    func first(_ filter: BSONDocument, in collection: String, options: BSONDocument = [:]) throws -> BSONDocument? {
        var options = options
        var found: BSONDocument?
        options.append("limit", .int64(1))
        try find(filter, in: collection, options: options) { found = $0 }
        return found
    }

    private func checked(_ call: (inout spool_mongo_error) -> Bool) throws {
        var error = spool_mongo_error()
        guard call(&error) else { throw MongoError(error) }
    }
}
