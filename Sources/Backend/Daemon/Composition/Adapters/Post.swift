import BackendCore
import BackendDistributed
import BackendEmbedded
import BackendServices

/// How people are told.
struct Post {
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
