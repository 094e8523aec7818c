import BackendCore
import BackendEmbedded
import BackendServices
import MediaTypes

/// The stores, queues and mailers that the settings choose; only this folder names adapters. What has no address in the
/// settings is embedded: it lies in the home.
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
    private let needs: Needs
    /// What only `spoold migrate` makes, and services merely find.
    private let schemas: [Dependency]
    private let database: EmbeddedDatabase?

    /// Everything embedded, for one person.
    init(home: HomeDirectories) throws(BackendError) {
        let database = try EmbeddedDatabase(path: home.ledger.text)
        let ledger = SQLiteJobLedger(database)
        self.database = database
        self.ledger = ledger
        accounts = SQLiteUserStore(database)
        blobs = try FileBlobStore(root: home.blobs)
        work = SQLiteJobQueue(database, name: "work")
        ended = SQLiteJobQueue(database, name: "ended")
        mailer = try OutboxMailer(directory: home.outbox, sender: "spool@localhost")
        needs = Needs(ledger: .file(ledger))
        schemas = []
    }

    /// What the settings say. Nothing is connected yet.
    init(_ settings: ServedSettings) throws {
        let database = settings.needsFile ? try EmbeddedDatabase(path: settings.home.ledger.text) : nil
        let jobs = try JobStores(settings, database)
        let files = try BlobStores(settings)
        let queues = try Queues(settings, database)
        self.database = database
        (ledger, accounts) = (jobs.ledger, jobs.accounts)
        blobs = files.store
        (work, ended) = (queues.work, queues.ended)
        let post = try Post(settings, jobs.journal)
        mailer = post.mailer
        needs = Needs(
            ledger: jobs.dependency, blobs: files.dependency, queues: queues.dependency, mail: post.dependency)
        schemas = [queues.schema].compactMap(\.self)
    }

    /// What services in these roles cannot do without, each with a server of its own.
    func dependencies(of roles: Set<Role>) -> [Dependency] {
        Role.allCases.filter(roles.contains).reduce(into: []) { found, role in
            for need in needs.of(role) where !found.contains(where: { $0.name == need.name }) { found.append(need) }
        }
    }

    /// Makes every table, index and queue that is missing.
    func migrate() async throws {
        for part in schemas + [needs.ledger, needs.blobs].compactMap(\.self) { try await part.ask() }
    }

    /// Opens the ledger that lies in `home`, bringing its schema up to date, and closes it again.
    static func checkLedger(of home: HomeDirectories) throws(BackendError) {
        try EmbeddedDatabase(path: home.ledger.text).close()
    }

    func close() throws(BackendError) { try database?.close() }

    static let noFile = BackendError(.internalError, "The home's database file is not open.")
}

extension ServedSettings {
    /// Whether anything lies in the database file of the home.
    var needsFile: Bool { mySQL == nil || queues == nil }
}
