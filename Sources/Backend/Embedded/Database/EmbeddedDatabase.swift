import BackendCore
import Foundation
import GRDB
import Glibc

/// The SQLite file of single-user mode: jobs, messages and users. Any number of adapters share one.
///
/// Work runs on GRDB's own threads and is carried out even when the calling task is cancelled, so that a worker
/// which is being shut down can still give its job back.
public final class EmbeddedDatabase: Sendable {
    /// What a write survives.
    enum Durability {
        /// The machine's death: the write-ahead log is synced before the call returns.
        case machine
        /// The process's death.
        case process
    }

    let pool: DatabasePool
    let clock: any SystemClock
    /// Set off after each commit that changed something.
    let changes = ChangeSignal()

    /// Opens the file, creates it (mode 0600) when it is missing, and brings its schema up to date. Its directory
    /// must exist.
    public init(path: String, clock: any SystemClock = KernelClock()) throws(BackendError) {
        self.clock = clock
        try Self.createPrivateFile(path)
        let turn = Self.turn(path)
        defer { Glibc.close(turn) }
        pool = try BackendError.translating {
            var configuration = Configuration()
            configuration.label = "spool"
            configuration.busyMode = .timeout(10)
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(pool)
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    /// Ends the change signals, waits for running calls and closes the file; later calls throw.
    public func close() throws(BackendError) {
        changes.finish()
        try BackendError.translating { try pool.close() }
    }

    func write<Value: Sendable>(
        _ durability: Durability = .machine, _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(BackendError) -> Value {
        let (result, changed) = await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { db in
                let before = db.totalChangesCount
                let result = Result { () throws(BackendError) in
                    try BackendError.translating { try Self.transaction(db, durability, work) }
                }
                continuation.resume(returning: (result, db.totalChangesCount > before))
            }
        }
        if changed { changes.notify() }
        return try result.get()
    }

    /// One consistent snapshot, not blocked by writers.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(BackendError) -> Value {
        let result: Result<Value, BackendError> = await withCheckedContinuation { continuation in
            pool.asyncRead { access in
                continuation.resume(
                    returning: Result { () throws(BackendError) in
                        try BackendError.translating { try work(access.get()) }
                    })
            }
        }
        return try result.get()
    }

    private static func transaction<Value>(
        _ db: Database, _ durability: Durability, _ work: (Database) throws -> Value
    ) throws -> Value {
        var value: Value?
        if durability == .process { try db.execute(sql: "PRAGMA synchronous = NORMAL") }
        defer { if durability == .process { try? db.execute(sql: "PRAGMA synchronous = FULL") } }
        try db.inTransaction(.immediate) {
            value = try work(db)
            return .commit
        }
        guard let value else { throw BackendError(.internalError, "The database committed nothing.") }
        return value
    }

    /// Waits until no other process brings the schema up to date: of several that start at once one does. The directory
    /// is locked, not the file, whose locks are SQLite's own and would end with the descriptor.
    ///
    /// - Returns: a descriptor that holds the lock until it is closed.
    private static func turn(_ path: String) -> Int32 {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        return descriptor
    }

    /// SQLite gives its journal files the mode of the main file.
    private static func createPrivateFile(_ path: String) throws(BackendError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw BackendError(.unavailable, "The database cannot be opened: \(String(cString: strerror(errno))).")
        }
        Glibc.close(descriptor)
    }
}
