import BackendCore
import BackendDistributed
import BackendEmbedded
import BackendServices
import MediaTypes

/// The stores, queues and mailers that the settings choose; the only file that names adapters. What has no address in
/// the settings is embedded: it lies in the home.
struct Adapters: Sendable {
    typealias Ledger = JobLedger & JobCatalog & JobJournal
    typealias Accounts = AuthService.Store

    let ledger: any Ledger
    let accounts: any Accounts
    let blobs: any BlobStore
    /// Wakes converters.
    let work: any JobQueue
    /// Tells the notifier.
    let ended: any JobQueue
    let mailer: any Mailer
    /// What lies elsewhere than in the home.
    let servers: [Dependency]
    private let database: EmbeddedDatabase

    /// Everything embedded, for one person.
    init(home: HomeDirectories) throws(BackendError) {
        try self.init(home: home, blobs: FileBlobStore(root: home.blobs), sender: "spool@localhost", [])
    }

    /// What the settings say.
    init(_ settings: ServedSettings) throws {
        try Self.checkSupport(settings)
        if let uri = settings.mongoDB {
            let blobs = try GridFSBlobStore(uri: uri)
            let store = Dependency(
                "GridFS", advice: "Start the MongoDB server, or correct SPOOL_MONGODB_URI and its password."
            ) { try await blobs.prepare() }
            try self.init(home: settings.home, blobs: blobs, sender: settings.mailFrom, [store])
        } else {
            let blobs = try FileBlobStore(root: settings.home.blobs)
            try self.init(home: settings.home, blobs: blobs, sender: settings.mailFrom, [])
        }
    }

    private init(
        home: HomeDirectories, blobs: any BlobStore, sender: String, _ servers: [Dependency]
    ) throws(BackendError) {
        let database = try EmbeddedDatabase(path: home.ledger.text)
        let ledger = SQLiteJobLedger(database)
        self.database = database
        self.ledger = ledger
        self.blobs = blobs
        accounts = SQLiteUserStore(database)
        work = SQLiteJobQueue(database, name: "work")
        ended = SQLiteJobQueue(database, name: "ended")
        mailer = try OutboxMailer(directory: home.outbox, sender: sender)
        self.servers = servers
    }

    /// What no service can do without.
    var dependencies: [Dependency] {
        [Dependency("the ledger") { [ledger] in _ = try await ledger.revision() }] + servers
    }

    /// Opens the ledger that lies in `home`, bringing its schema up to date, and closes it again.
    static func checkLedger(of home: HomeDirectories) throws(BackendError) {
        try EmbeddedDatabase(path: home.ledger.text).close()
    }

    func close() throws(BackendError) { try database.close() }

    /// A setting that this version cannot follow must not be passed over in silence.
    private static func checkSupport(_ settings: ServedSettings) throws(StartFailure) {
        let missing = [
            settings.mySQL.map { _ in "SPOOL_MYSQL_URL" }, settings.queues.map { _ in "SPOOL_QUEUE=sqs" },
            settings.smtp.map { _ in "SPOOL_SMTP_URL" },
        ].compactMap(\.self)
        guard missing.isEmpty else {
            throw StartFailure(
                "\(missing.joined(separator: ", ")): this version has no such adapter; leave it unset", status: .usage)
        }
    }
}
