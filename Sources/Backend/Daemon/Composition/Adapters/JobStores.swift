import BackendCore
import BackendDistributed
import BackendEmbedded
import BackendServices

/// Jobs, accounts and the memory of mails: all in one database.
struct JobStores {
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
