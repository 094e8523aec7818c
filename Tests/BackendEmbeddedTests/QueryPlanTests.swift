import BackendCore
import GRDB
import GRDBSQLite
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendEmbedded

/// No statement that runs for each job may pass over the whole table, however many jobs it holds.
@Suite struct QueryPlanTests {
    private let directory: TemporaryDirectory
    private let database: EmbeddedDatabase

    init() throws {
        directory = try TemporaryDirectory()
        database = try EmbeddedDatabase(path: directory.appending("spool.sqlite"))
    }

    private static let select = "SELECT \(JobColumn.selection) FROM jobs "

    static let statements: [String] = [
        LedgerStatements.highestPriority, LedgerStatements.nextOwner,
        select + SQLiteJobLedger.nextOfOwner,
        select + SQLiteJobLedger.changed,
        select + JobMove.above,
        select + JobMove.below,
        select + "WHERE id = ?",
        select + "WHERE id = ? AND fence = ? AND worker IS NOT NULL",
        select + "WHERE worker IS NOT NULL",
        "UPDATE jobs SET waiting = 0 WHERE waiting = 1 AND notBefore <= ?",
        "SELECT min(notBefore) FROM jobs WHERE waiting = 1",
        "SELECT EXISTS (SELECT 1 FROM jobs WHERE \(JobTable.ready))",
        "SELECT text FROM jobLogs WHERE job = ? ORDER BY seq",
        "SELECT revision, id, owner FROM removals WHERE revision > ? ORDER BY revision LIMIT ?",
        SQLiteJobLedger.usage,
        SQLiteJobQueue.visible,
    ]

    private enum LedgerStatements {
        static let highestPriority = SQLiteJobLedger.highestPriority
        static let nextOwner = SQLiteJobLedger.nextOwner
    }

    @Test(arguments: statements)
    func isIndexed(_ sql: String) async throws {
        try await expectIndexed(sql)
    }

    @Test(arguments: [
        JobQuery(), JobQuery(owner: .local, after: "5"), JobQuery(owner: .local, states: [.done]),
        JobQuery(states: [.failed, .cancelled]), JobQuery(batch: BatchID("b")),
        JobQuery(owner: .local, states: [.queued, .done, .failed], batch: BatchID("b")),
        JobQuery(states: [.done], endedBefore: 5, keeping: .result), JobQuery(states: [.done], keeping: .source),
    ])
    func listingIsIndexed(_ query: JobQuery) async throws {
        let (clause, _) = SQLiteJobLedger.listing(query, limit: 100)
        try await expectIndexed(Self.select + clause)
    }

    private func expectIndexed(_ sql: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let plan = try await database.read { db in
            let count = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql).columnNames.count
            #expect(count == 4)
            let arguments = StatementArguments([Int](repeating: 1, count: sql.count { $0 == "?" }))
            let named: StatementArguments = sql.contains(":priority") ? ["priority": 1] : arguments
            return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: named).map { $0[3] as String }
        }
        for step in plan {
            let scansTable = step.hasPrefix("SCAN jobs") && !step.contains("INDEX")
            let sorts =
                step.contains("USE TEMP B-TREE FOR ORDER BY") && !sql.contains("candidates") && !sql.contains("UNION")
            #expect(!scansTable && !sorts, "\(step) in \(plan)", sourceLocation: sourceLocation)
            #expect(
                !step.hasPrefix("SCAN messages") && !step.hasPrefix("SCAN removals") && !step.hasPrefix("SCAN jobLogs"))
        }
    }

    /// Copies of the job by 10 owners, of 3 priorities, every second one done.
    private static func multiply(_ pattern: JobID, to count: Int, in db: Database) throws {
        let replaced: [JobColumn: String] = [
            .seq: "i", .id: "id || i", .batch: "batch || (i / 1000)", .owner: "'owner-' || (i % 10)", .rank: "i",
            .state: "CASE i % 2 WHEN 0 THEN 'done' ELSE state END", .priority: "i / 10 % 3", .revision: "i",
        ]
        let values = JobColumn.allCases.map { replaced[$0] ?? "\($0)" }.joined(separator: ", ")
        try db.execute(
            sql: """
                WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                INSERT INTO jobs SELECT \(values) FROM n, jobs WHERE id = ?
                """, arguments: [count, pattern.rawValue])
        try db.execute(sql: "UPDATE ledger SET revision = ?, lastRank = ?", arguments: [count, count])
    }

    /// Claims, lists and feeds read a bounded number of pages at 100,000 jobs: SQLite's own counters, not a clock.
    @Test func workDoesNotGrowWithTheLedger() async throws {
        let ledger = SQLiteJobLedger(database)
        let pattern = try await ledger.insert(NewBatch(jobs: [NewJob(name: "a", path: "/a")])).jobs[0]
        try await database.write { try Self.multiply(pattern, to: 100_000, in: $0) }
        let steps = try await database.read { db in
            func steps(_ sql: String, _ arguments: StatementArguments) throws -> Int32 {
                let statement = try db.makeStatement(sql: sql)
                _ = try Row.fetchAll(statement, arguments: arguments)
                return sqlite3_stmt_status(statement.sqliteStatement, SQLITE_STMTSTATUS_VM_STEP, 0)
            }
            let (listing, arguments) = SQLiteJobLedger.listing(
                JobQuery(owner: UserID("owner-3"), after: "50000", states: [.queued, .done]), limit: 200)
            return [
                try steps(SQLiteJobLedger.highestPriority, []),
                try steps(SQLiteJobLedger.nextOwner, ["priority": 2]),
                try steps(Self.select + SQLiteJobLedger.nextOfOwner, [2, "owner-3"]),
                try steps(Self.select + SQLiteJobLedger.changed, [50_000, 200]),
                try steps(Self.select + listing, arguments),
                try steps(Self.select + "WHERE worker IS NOT NULL", []),
                try steps("SELECT EXISTS (SELECT 1 FROM jobs WHERE \(JobTable.ready))", []),
                try steps("SELECT min(notBefore) FROM jobs WHERE waiting = 1", []),
                try steps(Self.select + JobMove.above, ["owner-3", 2, 50_000]),
                try steps(Self.select + JobMove.below, ["owner-3", 2, 50_000]),
            ]
        }
        #expect(steps.allSatisfy { $0 < 15_000 }, "\(steps)")
        #expect(try await ledger.claimNext(worker: "w", lease: .seconds(15))?.record.job.priority == 2)
    }
}
