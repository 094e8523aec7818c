import BackendCore
@testable import BackendDistributed
import MediaTypes
import SpoolAPI
import Testing

/// Several processes on one database, each stood for by a pool of its own.
@Suite struct MySQLContentionTests {
    @Test func twoLedgersNeverClaimOneJob() async throws {
        let database = try await TestMySQL().migrated()
        let ledgers = (0..<2).map { _ in MySQLJobLedger(database.pool()) }
        let jobs = (0..<200).map { NewJob(name: RawName("\($0)"), path: "/x") }
        _ = try await ledgers[0].insert(NewBatch(jobs: jobs))
        let claimed = try await withThrowingTaskGroup(of: [JobID].self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var mine: [JobID] = []
                    while let claim = try await ledgers[worker % 2].claimNext(worker: "\(worker)", lease: .seconds(60))
                    {
                        mine.append(claim.record.id)
                    }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == jobs.count && Set(claimed) == Set(jobs.map(\.id)))
        try await database.drop()
    }

    @Test func manyMigrateAtOnce() async throws {
        let database = try await TestMySQL()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await MySQLSchema(database.pool(connections: 1)).migrate() } }
            try await group.waitForAll()
        }
        let ledger = MySQLJobLedger(database.pool())
        _ = try await ledger.insert(NewBatch(jobs: [NewJob(name: "a", path: "/a")]))
        #expect(try await ledger.revision() == 1)
        try await database.drop()
    }

    @Test(.timeLimit(.minutes(10))) func whoFollowsFromAnotherProcessMissesNothing() async throws {
        let database = try await TestMySQL().migrated()
        let (writers, rounds) = (4, 40)
        let work = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<writers {
                    let ledger = MySQLJobLedger(database.pool(connections: 1))
                    group.addTask {
                        for round in 0..<rounds {
                            _ = try await ledger.insert(NewBatch(jobs: [NewJob(name: RawName("\(round)"), path: "/x")]))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let follower = MySQLJobLedger(database.pool(connections: 1))
        var signals = follower.signals().makeAsyncIterator()
        var (seen, revision): (Set<JobID>, Int64) = ([], 0)
        while seen.count < writers * rounds {
            let page = try await follower.changes(after: revision, limit: 3)
            #expect(page.changes.map(\.revision) == Array(revision + 1..<page.revision + 1))
            for case .job(let record) in page.changes { seen.insert(record.id) }
            revision = page.revision
            if page.changes.isEmpty { _ = await signals.next() }
        }
        try await work.value
        #expect(revision == Int64(writers * rounds))
        try await database.drop()
    }

    /// A database whose tables are still to come is waited for: that is nobody's mistake.
    @Test func missingTablesAreUnavailable() async throws {
        let database = try await TestMySQL()
        let schema = MySQLSchema(database.pool())
        for call in [schema.check, { _ = try await MySQLJobLedger(database.pool()).nextDeadline() }] {
            let error = await #expect(throws: BackendError.self) { try await call() }
            #expect(error?.code == .unavailable && error?.message.contains("spoold migrate") == true)
        }
        try await schema.prepare()
        try await schema.check()
        try await database.drop()
    }

    /// A table that is made while a snapshot is open is not in it (MySQL 1412): the work is done again in a new one, and
    /// the connection is of use afterwards.
    @Test(.timeLimit(.minutes(10))) func tablesThatAreMadeMeanwhileAreReadInANewSnapshot() async throws {
        let database = try await TestMySQL()
        let (pool, address) = (database.pool(connections: 1), database.address)
        for _ in 0..<3 {
            let found = try await pool.read { transaction in
                try MySQLConnection(address).command("CREATE TABLE IF NOT EXISTS late (number INT PRIMARY KEY)")
                return try transaction.rows(
                    "SELECT number FROM late WHERE number > ? LIMIT ?", [.integer(0), .integer(9)])
            }
            #expect(found.isEmpty)
        }
        try await database.drop()
    }

    /// A server that was restarted has forgotten its connections: what only reads is asked again, on a new one.
    @Test func readsSurviveLostConnections() async throws {
        let database = try await TestMySQL().migrated()
        let pool = database.pool(connections: 1)
        let ledger = MySQLJobLedger(pool)
        let job = NewJob(name: "a", path: "/a")
        _ = try await ledger.insert(NewBatch(jobs: [job]))
        for _ in 0..<2 {
            let connection = try await pool.query { try $0.value("SELECT CONNECTION_ID()").integer }
            let number = try #require(connection)
            try await database.pool(connections: 1).alone { try $0.command("KILL CONNECTION \(number)") }
            #expect(try await ledger.job(job.id, owner: nil).id == job.id)
        }
        try await database.drop()
    }
}
