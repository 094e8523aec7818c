import BackendCore
import CMongoC

/// Connections to one database of a MongoDB deployment, made when they are needed.
final class MongoPool: Sendable {
    // libmongoc's pool and the state beside it may be used from any thread.
    nonisolated(unsafe) private let pool: OpaquePointer
    private let database: String

    /// Throws `invalid` when `uri` is no MongoDB URI. Whether a server is there shows only later. Without `database`
    /// the URI names it, or else it is `spool`.
    init(uri: String, database: String?, size: Int) throws(BackendError) {
        Self.initializeDriver
        var message = [CChar](repeating: 0, count: 512)
        guard let pool = spool_mongo_pool_new(uri, UInt32(size), &message, message.count) else {
            // The driver's text may repeat the URI, and with it a password.
            throw BackendError(.invalid, "SPOOL_MONGODB_URI is not a MongoDB URI: mongodb://HOST:PORT/DATABASE.")
        }
        self.pool = pool
        self.database = database ?? spool_mongo_pool_database(pool).map { String(cString: $0) } ?? "spool"
    }

    deinit { spool_mongo_pool_free(pool) }

    /// True while the driver's monitors know that no server takes writes.
    var isAway: Bool { spool_mongo_pool_state(pool) == SPOOL_MONGO_AWAY }

    /// Runs `work` with a connection that no one else uses. Blocks.
    func withClient<Value>(_ work: (MongoClient) throws -> Value) throws(BackendError) -> Value {
        guard !isAway else { throw .fileStoreAway }
        let client = spool_mongo_take(pool)
        defer { spool_mongo_give_back(pool, client) }
        do {
            return try work(MongoClient(pool: pool, client: client, database: database))
        } catch let error as BackendError {
            throw error
        } catch let error as MongoError {
            throw BackendError(error)
        } catch {
            throw BackendError(.internalError, "The file store failed in a way that is not known.")
        }
    }

    private static let initializeDriver: Void = spool_mongo_initialize()
}
