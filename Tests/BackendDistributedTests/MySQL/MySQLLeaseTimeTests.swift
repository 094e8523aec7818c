import BackendCore
@testable import BackendDistributed
import SpoolAPI
import Testing

/// Leases on the server's own clock, which the tests move by what the ledger remembers of it.
@Suite struct MySQLLeaseTimeTests {
    private func claimed(in database: TestMySQL) async throws -> (MySQLJobLedger, JobClaim) {
        let ledger = MySQLJobLedger(database.pool())
        _ = try await ledger.insert(NewBatch(jobs: [NewJob(name: "a", path: "/a")]))
        let claim = try #require(await ledger.claimNext(worker: "w", lease: .seconds(60)))
        return (ledger, claim)
    }

    private func jump(_ database: TestMySQL, by milliseconds: Int64) async throws {
        try await database.pool(connections: 1).write { transaction in
            _ = try transaction.execute("UPDATE ledger SET `seenAt` = `seenAt` - ?", [.integer(milliseconds)])
        }
    }

    @Test func aJumpOfTheServersClockEndsNoLease() async throws {
        let database = try await TestMySQL().migrated()
        let (ledger, claim) = try await claimed(in: database)
        for jump in [2 * 24 * 3600 * 1000, -3 * 3600 * 1000] as [Int64] {
            try await self.jump(database, by: jump)
            #expect(try await ledger.reclaim(.expired).isEmpty)
            let status = try await ledger.renew(claim.token, lease: .seconds(60), progress: nil)
            #expect(status == .held(jobPaused: false, queuePaused: false))
        }
        try await database.drop()
    }

    @Test func aLeaseEndsWhenItsTimeHasPassed() async throws {
        let database = try await TestMySQL().migrated()
        let (ledger, claim) = try await claimed(in: database)
        for _ in 0..<4 {
            let deadline = try #require(await ledger.nextDeadline())
            #expect(deadline <= .milliseconds(LeaseTime.maxStep))
            try await jump(database, by: LeaseTime.maxStep)
            _ = try await ledger.renew(ClaimToken(job: claim.record.id, fence: 0), lease: .zero, progress: nil)
        }
        #expect(try await ledger.reclaim(.expired).map(\.id) == [claim.record.id])
        try await database.drop()
    }
}
