import BackendCore
import BackendEmbedded
import BackendServices
import MediaTypes

/// The stores, queues and mailers that the settings choose; the only file that names adapters. What has no address in
/// the settings is embedded: it lies in the home.
struct Adapters: Sendable {
    typealias Ledger = JobLedger & JobCatalog & JobJournal
    typealias Accounts = UserStore & RefreshTokenStore & ThrottleStore

    let ledger: any Ledger
    let accounts: any Accounts
    let blobs: any BlobStore
    /// Wakes converters.
    let work: any JobQueue
    /// Tells the notifier.
    let ended: any JobQueue
    let mailer: any Mailer
    private let database: EmbeddedDatabase?

    /// Everything embedded, for one person.
    init(home: HomeDirectories) throws(BackendError) {
        let database = try EmbeddedDatabase(path: home.ledger.text)
        self.database = database
        ledger = SQLiteJobLedger(database)
        accounts = SQLiteUserStore(database)
        blobs = try FileBlobStore(root: home.blobs)
        work = SQLiteJobQueue(database, name: "work")
        ended = SQLiteJobQueue(database, name: "ended")
        mailer = try OutboxMailer(directory: home.outbox, sender: "spool@localhost")
    }

    /// What the settings say; embedded is what they do not mention.
    init(_ settings: ServedSettings, roles: Set<Role>) throws {
        try self.init(home: settings.home)
    }

    /// What `roles` cannot work without.
    func dependencies(of roles: Set<Role>) -> [Dependency] {
        [Dependency("the database") { [ledger] in _ = try await ledger.revision() }]
    }

    func close() throws(BackendError) { try database?.close() }
}
