import BackendCore
import BackendDistributed
import BackendEmbedded
import BackendServices
import FoundationEssentials
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
}

extension ServedSettings {
    /// Whether anything lies in the database file of the home.
    var needsFile: Bool { mySQL == nil || queues == nil }
}

/// nil is what lies in the home.
private struct Needs {
    var ledger: Dependency
    var blobs: Dependency?
    var queues: Dependency?
    var mail: Dependency?

    func of(_ role: Role) -> [Dependency] {
        switch role {
        case .auth: [ledger]
        case .gateway, .converter: [ledger, blobs, queues].compactMap(\.self)
        case .notifier: [ledger, queues, mail].compactMap(\.self)
        }
    }
}

/// Jobs, accounts and the memory of mails: all in one database.
private struct JobStores {
    let ledger: any Adapters.Ledger
    let accounts: any Adapters.Accounts
    let journal: any MailJournal
    let dependency: Dependency

    init(_ settings: ServedSettings, _ database: EmbeddedDatabase?) throws {
        if let url = settings.mySQL {
            let pool = MySQLPool(try MySQLAddress(url))
            let ledger = MySQLJobLedger(pool)
            (self.ledger, accounts, journal) = (ledger, MySQLUserStore(pool), MySQLMailJournal(pool))
            let schema = MySQLSchema(pool)
            dependency = Dependency(
                "the database", advice: "Start the MySQL server, or correct SPOOL_MYSQL_URL and its password.",
                look: { try await schema.check() }, probe: { try await schema.prepare() })
        } else if let database {
            let ledger = SQLiteJobLedger(database)
            (self.ledger, accounts, journal) = (ledger, SQLiteUserStore(database), SQLiteMailJournal(database))
            dependency = .file(ledger)
        } else {
            throw Adapters.noFile
        }
    }
}

private struct BlobStores {
    let store: any BlobStore
    /// nil for a folder.
    let dependency: Dependency?

    init(_ settings: ServedSettings) throws {
        guard let uri = settings.mongoDB else {
            store = try FileBlobStore(root: settings.home.blobs)
            dependency = nil
            return
        }
        let store = try GridFSBlobStore(uri: uri)
        self.store = store
        dependency = Dependency(
            "GridFS", advice: "Start the MongoDB server, or correct SPOOL_MONGODB_URI and its password.",
            look: { _ = try await store.info(BlobID(.videos, "doctor")) }, probe: { try await store.prepare() })
    }
}

private struct Queues {
    let work: any JobQueue
    let ended: any JobQueue
    /// nil for queues in the database file.
    var dependency: Dependency?
    var schema: Dependency?

    init(_ settings: ServedSettings, _ database: EmbeddedDatabase?) throws {
        if let queues = settings.queues {
            let work = SQSJobQueue(queues.videos, queues, settings)
            let ended = SQSJobQueue(queues.mp3s, queues, settings)
            (self.work, self.ended) = (work, ended)
            dependency = Dependency(
                "SQS",
                advice:
                    "Run ‘spoold migrate’ to make the queues; check SPOOL_SQS_ENDPOINT, AWS_REGION and the AWS keys."
            ) {
                _ = try await work.depth()
                _ = try await ended.depth()
            }
            schema = Dependency("SQS") {
                try await work.createQueues()
                try await ended.createQueues()
            }
        } else if let database {
            work = SQLiteJobQueue(database, name: "work")
            ended = SQLiteJobQueue(database, name: "ended")
        } else {
            throw Adapters.noFile
        }
    }
}

private struct Post {
    let mailer: any Mailer
    /// nil for a folder.
    let dependency: Dependency?

    init(_ settings: ServedSettings, _ journal: any MailJournal) throws {
        guard let url = settings.smtp else {
            mailer = try OutboxMailer(directory: settings.home.outbox, sender: settings.mailFrom)
            dependency = nil
            return
        }
        let mailer = SMTPMailer(
            server: try SMTPServer(url: url), sender: settings.mailFrom, journal: journal, caFile: settings.caFile)
        self.mailer = mailer
        dependency = Dependency(
            "the mail server",
            advice: "Start the SMTP server, or correct SPOOL_SMTP_URL, its password or SPOOL_CA_FILE.",
            // A server that is asked too often takes it for an attack.
            interval: .seconds(60)
        ) { try await mailer.check() }
    }
}

extension Adapters {
    fileprivate static let noFile = BackendError(.internalError, "The home's database file is not open.")
}

extension SQSJobQueue {
    fileprivate init(_ name: String, _ queues: ServedSettings.Queues, _ settings: ServedSettings) {
        self.init(
            name: name, endpoint: queues.endpoint, region: queues.region,
            environment: ProcessInfo.processInfo.environment, caFile: settings.caFile)
    }
}

extension Dependency {
    fileprivate static func file(_ ledger: SQLiteJobLedger) -> Dependency {
        Dependency("the ledger") { _ = try await ledger.revision() }
    }
}
