import BackendConformance
import BackendCore
import Testing

/// The references pass their own suites, so that a failure of an adapter is the adapter's.
@Suite struct ReferenceTests {
    @Test(arguments: JobLedgerConformance.all)
    func ledger(_ promise: JobLedgerConformance.Case) async throws {
        let clock = ManualClock()
        let ledger = MemoryJobLedger(clock: clock)
        try await promise.check(JobLedgerSubject(ledger: ledger, clock: clock, reopen: { ledger }))
    }

    @Test(arguments: JobQueueConformance.all)
    func queue(_ promise: JobQueueConformance.Case) async throws {
        let clock = ManualClock()
        try await promise.check(JobQueueSubject(queue: MemoryJobQueue(clock: clock), clock: clock))
    }

    @Test(arguments: BlobStoreConformance.all)
    func blobs(_ promise: BlobStoreConformance.Case) async throws {
        let clock = ManualClock()
        let store = MemoryBlobStore(clock: clock)
        try await promise.check(BlobStoreSubject(store: store, clock: clock, reopen: { store }))
    }

    @Test(arguments: UserStoreConformance.all)
    func users(_ promise: UserStoreConformance.Case) async throws {
        let clock = ManualClock()
        try await promise.check(UserStoreSubject(store: MemoryUserStore(clock: clock), clock: clock))
    }

    @Test(arguments: RevocationConformance.all)
    func revocations(_ promise: RevocationConformance.Case) async throws {
        try await promise.check(RevocationSubject(store: MemoryUserStore(clock: ManualClock())))
    }

    @Test(arguments: MailJournalConformance.all)
    func mails(_ promise: MailJournalConformance.Case) async throws {
        let clock = ManualClock()
        try await promise.check(MailJournalSubject(journal: MemoryMailJournal(clock: clock), clock: clock))
    }

    @Test(arguments: MailerConformance.all)
    func mailer(_ promise: MailerConformance.Case) async throws {
        let mailer = MemoryMailer()
        try await promise.check(
            MailerSubject(mailer: mailer, arrived: { await Array(mailer.arrived.values) }, reopen: { mailer }))
    }
}
