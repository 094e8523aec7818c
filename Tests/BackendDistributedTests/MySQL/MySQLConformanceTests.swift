import BackendConformance
import BackendCore
import BackendDistributed
import Testing

/// One after another: a hundred databases that are made at once keep the server too busy for the other suites.
@Suite(.serialized) struct MySQLConformanceTests {
    private let clock = ManualClock()

    /// On a database of its own; on another when the server, which many ask at once, did not answer in time. A broken
    /// promise is never that.
    private func withDatabase(_ body: (TestMySQL) async throws -> Void) async throws {
        try await askedAgain(tries: 3) { try await onDatabase(body) }
    }

    private func onDatabase(_ body: (TestMySQL) async throws -> Void) async throws {
        let database = try await TestMySQL().migrated()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(database))
        } catch {
            result = .failure(error)
        }
        try await database.drop()
        try result.get()
    }

    @Test(arguments: JobLedgerConformance.all)
    func ledger(_ promise: JobLedgerConformance.Case) async throws {
        try await withDatabase { database in
            let clock = MySQLClock.system(clock)
            let subject = JobLedgerSubject(ledger: MySQLJobLedger(database.pool(), clock: clock), clock: self.clock) {
                MySQLJobLedger(database.pool(), clock: clock)
            }
            try await promise.check(subject)
        }
    }

    @Test(arguments: UserStoreConformance.all)
    func users(_ promise: UserStoreConformance.Case) async throws {
        try await withDatabase { database in
            let store = MySQLUserStore(database.pool(), clock: .system(clock))
            try await promise.check(UserStoreSubject(store: store, clock: clock))
        }
    }

    @Test(arguments: RevocationConformance.all)
    func revocations(_ promise: RevocationConformance.Case) async throws {
        try await withDatabase { database in
            try await promise.check(RevocationSubject(store: MySQLUserStore(database.pool(), clock: .system(clock))))
        }
    }

    @Test(arguments: MailJournalConformance.all)
    func mails(_ promise: MailJournalConformance.Case) async throws {
        try await withDatabase { database in
            let journal = MySQLMailJournal(database.pool(), clock: .system(clock))
            try await promise.check(MailJournalSubject(journal: journal, clock: clock))
        }
    }
}
