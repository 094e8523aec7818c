import BackendConformance
import BackendCore
import Foundation
import GRDB
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendEmbedded

@Suite struct EmbeddedDatabaseTests {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.appending("spool.sqlite")
    }

    @Test func theFileIsPrivate() throws {
        let database = try EmbeddedDatabase(path: path)
        for name in [path, path + "-wal", path + "-shm"] {
            let mode = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
        try database.close()
    }

    @Test func whatIsAcknowledgedIsSyncedAndProgressIsNot() async throws {
        let database = try EmbeddedDatabase(path: path)
        func level(_ durability: EmbeddedDatabase.Durability) async throws -> Int? {
            try await database.write(durability) { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        }
        #expect(try await level(.machine) == 2)
        #expect(try await level(.process) == 1)
        #expect(try await level(.machine) == 2)
        await #expect(throws: BackendError.self) {
            try await database.write(.process) { _ in throw BackendError(.conflict, "no") }
        }
        #expect(try await level(.machine) == 2)
    }

    @Test func journalsAreWriteAhead() async throws {
        let database = try EmbeddedDatabase(path: path)
        #expect(try await database.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test func aFailedWriteLeavesNothing() async throws {
        let database = try EmbeddedDatabase(path: path)
        await #expect(throws: BackendError.self) {
            try await database.write { db in
                try db.execute(sql: "INSERT INTO turns VALUES ('a', 1)")
                throw BackendError(.conflict, "no")
            }
        }
        #expect(try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM turns") } == 0)
    }

    @Test func whatIsNoDatabaseIsNotOpened() throws {
        try Data("this is not a database, it is a text".utf8).write(to: URL(fileURLWithPath: path))
        let damaged = #expect(throws: BackendError.self) { try EmbeddedDatabase(path: path) }
        #expect(damaged?.code == .corrupt)
        let missing = #expect(throws: BackendError.self) {
            try EmbeddedDatabase(path: directory.appending("none/spool.sqlite"))
        }
        #expect(missing?.code == .unavailable)
        for error in [damaged, missing] { #expect(error?.message.contains(directory.path) == false) }
    }

    @Test func aClosedDatabaseSaysSo() async throws {
        let database = try EmbeddedDatabase(path: path)
        let ledger = SQLiteJobLedger(database)
        let signals = ledger.signals()
        try database.close()
        for await _ in signals {}
        let error = await #expect(throws: BackendError.self) { try await ledger.list(JobQuery()) }
        #expect(error?.code == .unavailable)
    }

    /// The files as a crash of the machine right after an acknowledgement could leave them: main file and
    /// write-ahead log without the shared memory, copied while the ledger is open.
    @Test func everyAcknowledgedJobIsInTheFiles() async throws {
        let ledger = SQLiteJobLedger(try EmbeddedDatabase(path: path))
        for round in 0..<5 {
            let jobs = (0..<50).map { NewJob(name: RawName("\(round)-\($0)"), path: "/x") }
            _ = try await ledger.insert(NewBatch(jobs: jobs))
            let claim = try #require(try await ledger.claimNext(worker: "w", lease: .seconds(15)))
            try await ledger.settle(claim.token, .failed(MediaFailure(.noAudio, "none")), log: "log")
            let copy = directory.appending("copy-\(round).sqlite")
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
            let restored = SQLiteJobLedger(try EmbeddedDatabase(path: copy))
            #expect(try await restored.list(JobQuery(limit: 1000)) == ledger.list(JobQuery(limit: 1000)))
            #expect(try await restored.log(of: claim.record.id, owner: nil) == "log\n")
        }
    }

    /// A torn write at the end of the log costs at most what was not acknowledged.
    @Test func aTornLogOpens() async throws {
        let ledger = SQLiteJobLedger(try EmbeddedDatabase(path: path))
        let first = try await ledger.insert(NewBatch(jobs: [NewJob(name: "a", path: "/a")]))
        let copy = directory.appending("torn.sqlite")
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        var log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        log += Data(repeating: 0x5A, count: 5000)
        try log.write(to: URL(fileURLWithPath: copy + "-wal"))
        let restored = SQLiteJobLedger(try EmbeddedDatabase(path: copy))
        #expect(try await restored.list(JobQuery()).records.map(\.id) == first.jobs)
    }

    @Test func thousandJobsAreOneTransaction() async throws {
        let database = try EmbeddedDatabase(path: path)
        let ledger = SQLiteJobLedger(database)
        let commits = CommitCounter()
        database.pool.add(transactionObserver: commits, extent: .databaseLifetime)
        let jobs = (0..<1000).map { NewJob(name: RawName("\($0)"), path: "/x") }
        _ = try await ledger.insert(NewBatch(jobs: jobs))
        #expect(commits.count == 1)
        #expect(try await ledger.counts(owner: nil, batch: nil) == [.queued: 1000])
    }

    @Test func removalsThatAreForgottenMeanListAnew() async throws {
        let database = try EmbeddedDatabase(path: path)
        let ledger = SQLiteJobLedger(database)
        let id = try await ledger.insert(NewBatch(jobs: [NewJob(name: "a", path: "/a")])).jobs[0]
        try await database.write { db in
            try db.execute(sql: "UPDATE ledger SET revision = 50000")
            try db.execute(
                sql: """
                    WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
                    INSERT INTO removals SELECT i, 'x', 'local' FROM n
                    """)
            try db.execute(sql: "UPDATE ledger SET revision = 49999")
        }
        _ = try await ledger.remove(id, owner: nil)
        #expect(try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM removals") } == Removals.kept)
        #expect(try await ledger.changes(after: 10, limit: 5).reset)
        let page = try await ledger.changes(after: 39_990, limit: 100)
        #expect(!page.reset && page.changes.count == 11)
    }
}

private final class CommitCounter: TransactionObserver, @unchecked Sendable {
    // Written on the database's writer thread only; read after the write has been awaited.
    private(set) var count = 0

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { count += 1 }
    func databaseDidRollback(_ db: Database) {}
}
