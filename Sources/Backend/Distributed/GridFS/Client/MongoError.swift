import BackendCore
import CMongoC

/// What the driver or the server refused.
struct MongoError: Error {
    let failure: spool_mongo_failure
    /// The server's number, or the driver's.
    let code: Int32

    init(_ error: spool_mongo_error) {
        failure = error.failure
        code = error.code
    }

    var isDuplicateKey: Bool { failure == SPOOL_MONGO_DUPLICATE_KEY }
}

extension BackendError {
    /// Also thrown without asking while the driver knows that no server is there.
    static let fileStoreAway = BackendError(
        .unavailable, "The file store cannot be reached now: try again in a moment.", retryAfter: 2)

    /// The server's own text stays behind: it may quote records.
    init(_ error: MongoError) {
        switch error.failure {
        case SPOOL_MONGO_UNREACHABLE: self = .fileStoreAway
        case SPOOL_MONGO_BUSY:
            self.init(
                .unavailable, "The file store is busy (MongoDB \(error.code)): try again in a moment.", retryAfter: 2)
        case SPOOL_MONGO_DUPLICATE_KEY:
            self.init(.unavailable, "Two writers met at the same file: ask where to go on.", retryAfter: 1)
        case SPOOL_MONGO_DISK_FULL:
            self.init(.diskFull, "The disk of the file store is full: free some space, then try again.")
        case SPOOL_MONGO_LOGIN_REFUSED:
            self.init(
                .unavailable, "The file store refuses Spool's login: check the user in SPOOL_MONGODB_URI.",
                retryAfter: 10)
        default:
            self.init(.internalError, "The file store refused a change (MongoDB \(error.code)).")
        }
    }
}
