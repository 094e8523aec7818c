import BackendConformance
import BackendCore
import BackendEmbedded
import Foundation
import MediaTypes
import Testing

@Suite struct ConformanceTests {
    private let directory: TemporaryDirectory
    private let clock = ManualClock()

    init() throws { directory = try TemporaryDirectory() }

    private func database() throws -> EmbeddedDatabase {
        try EmbeddedDatabase(path: directory.appending("spool.sqlite"), clock: clock)
    }

    @Test(arguments: JobLedgerConformance.all)
    func ledger(_ promise: JobLedgerConformance.Case) async throws {
        let (path, clock) = (directory.appending("spool.sqlite"), clock)
        let subject = JobLedgerSubject(ledger: SQLiteJobLedger(try database()), clock: clock) {
            SQLiteJobLedger(try EmbeddedDatabase(path: path, clock: clock))
        }
        try await promise.check(subject)
    }

    @Test(arguments: JobQueueConformance.all)
    func queue(_ promise: JobQueueConformance.Case) async throws {
        let queue = SQLiteJobQueue(try database(), name: "videos")
        try await promise.check(JobQueueSubject(queue: queue, clock: clock))
    }

    @Test(arguments: BlobStoreConformance.all)
    func blobs(_ promise: BlobStoreConformance.Case) async throws {
        let (root, clock) = (directory.name.appending("blobs"), clock)
        let store = try FileBlobStore(root: root, clock: clock)
        try await promise.check(
            BlobStoreSubject(store: store, clock: clock, reopen: { try FileBlobStore(root: root, clock: clock) }))
    }

    @Test(arguments: UserStoreConformance.all)
    func users(_ promise: UserStoreConformance.Case) async throws {
        try await promise.check(UserStoreSubject(store: SQLiteUserStore(try database()), clock: clock))
    }

    @Test(arguments: RevocationConformance.all)
    func revocations(_ promise: RevocationConformance.Case) async throws {
        try await promise.check(RevocationSubject(store: SQLiteUserStore(try database())))
    }

    @Test(arguments: MailJournalConformance.all)
    func mails(_ promise: MailJournalConformance.Case) async throws {
        try await promise.check(MailJournalSubject(journal: SQLiteMailJournal(try database()), clock: clock))
    }

    @Test(arguments: MailerConformance.all)
    func mailer(_ promise: MailerConformance.Case) async throws {
        let (path, name) = (directory.appending("outbox"), directory.name.appending("outbox"))
        let subject = MailerSubject(
            mailer: try OutboxMailer(directory: name, sender: "spool@localhost"),
            arrived: {
                try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".eml") }
                    .map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + $0))) }
            },
            reopen: { try OutboxMailer(directory: name, sender: "spool@localhost") })
        try await promise.check(subject)
    }
}
