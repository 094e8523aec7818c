import BackendCore
import GRDB

extension BackendError {
    /// Runs `work` and turns whatever it throws into a `BackendError`. SQLite's own text stays behind: it may quote
    /// statements and paths.
    static func translating<Value>(_ work: () throws -> Value) throws(BackendError) -> Value {
        do {
            return try work()
        } catch let error as BackendError {
            throw error
        } catch let error as DatabaseError {
            throw BackendError(sqlite: error)
        } catch {
            throw BackendError(.internalError, "The database holds something that this version cannot read.")
        }
    }

    private init(sqlite error: DatabaseError) {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL:
            self.init(.diskFull, "The disk with the job list is full: free some space, then try again.")
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_MISUSE:
            self.init(.unavailable, "The job list cannot be written now (SQLite \(error.extendedResultCode.rawValue)).")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .corrupt, "The job list is damaged (SQLite \(error.extendedResultCode.rawValue)): restore a backup.")
        default:
            self.init(.internalError, "The job list refused a change (SQLite \(error.extendedResultCode.rawValue)).")
        }
    }
}
