import BackendConformance
import BackendCore
import Foundation
import Testing

@testable import BackendDistributed

@Suite struct SMTPMailerTests {
    private let clock = ManualClock()
    private let journal: MemoryMailJournal
    private let box: TestMailbox

    init() throws {
        journal = MemoryMailJournal(clock: clock)
        box = try TestMailbox()
    }

    private func mailer(_ variable: String = "SPOOL_TEST_SMTP_URL") throws -> SMTPMailer {
        SMTPMailer(
            server: try SMTPServer(url: try TestServers.value(variable)), sender: box.sender, journal: journal,
            caFile: try TestServers.value("SPOOL_TEST_SMTP_CA_FILE"), pauses: [.milliseconds(1), .milliseconds(1)])
    }

    private let mail = Mail(to: "ann@example.org", subject: "Done", body: "Hello\n", date: 1_700_000_000_000)

    private func code(_ work: () async throws -> Void) async -> BackendError.Code? {
        do {
            try await work()
            return nil
        } catch {
            return (error as? BackendError)?.code
        }
    }

    @Test(arguments: MailerConformance.all) func keeps(_ promise: MailerConformance.Case) async throws {
        let mailer = try mailer()
        let box = box
        try await promise.check(
            MailerSubject(mailer: mailer, arrived: { try box.mails() }, reopen: { try self.mailer() }))
    }

    @Test(arguments: MailJournalConformance.all) func remembers(_ promise: MailJournalConformance.Case) async throws {
        try await promise.check(MailJournalSubject(journal: journal, clock: clock))
    }

    @Test(arguments: ["SPOOL_TEST_SMTP_URL", "SPOOL_TEST_SMTPS_URL"])
    func mailTravelsEncryptedAndLoggedIn(_ variable: String) async throws {
        #expect(try await mailer(variable).send(mail, key: "k") == .sent)
        #expect(try box.facts(1) == TestMailbox.Facts(to: ["ann@example.org"], tls: true, user: "spool"))
    }

    @Test func certificateOfAnotherIsRefused() async throws {
        let mailer = SMTPMailer(
            server: try SMTPServer(url: try TestServers.value("SPOOL_TEST_SMTP_URL")), sender: box.sender,
            journal: journal, pauses: [])
        #expect(await code { try await mailer.send(mail, key: "k") } == .unavailable)
        #expect(try box.mails().isEmpty)
    }

    @Test(arguments: ["MAIL 421 4.3.2 closing", "RCPT 450 4.2.1 busy", "DATA 451 4.3.0 later"])
    func postponedMailIsSentInTheEnd(_ reply: String) async throws {
        try box.script([reply, reply])
        #expect(try await mailer().send(mail, key: "k") == .sent)
        #expect(try box.mails().count == 1)
    }

    @Test func mailPostponedTooOftenMayBeSentLater() async throws {
        try box.script(Array(repeating: "RCPT 450 4.2.1 busy", count: 3))
        #expect(await code { try await mailer().send(mail, key: "k") } == .unavailable)
        #expect(try await mailer().send(mail, key: "k") == .sent)
    }

    @Test(arguments: ["MAIL 550 5.7.1 no", "RCPT 550 5.1.1 nobody", "DATA 554 5.6.0 no"])
    func refusalIsFinal(_ reply: String) async throws {
        try box.script([reply])
        #expect(await code { try await mailer().send(mail, key: "k") } == .invalid)
        #expect(try await mailer().send(mail, key: "k") == .duplicate)
        #expect(try box.mails().isEmpty)
    }

    @Test(arguments: [("DATA drop", 0), ("DATA keep-drop", 1)])
    func mailCutOffIsNeverSentAgain(_ reply: String, arrived: Int) async throws {
        try box.script([reply])
        #expect(await code { try await mailer().send(mail, key: "k") } == .conflict)
        #expect(try await mailer().send(mail, key: "k") == .duplicate)
        #expect(try box.mails().count == arrived)
    }

    @Test func absentServerLeavesTheKeyFree() async throws {
        let absent = SMTPMailer(
            server: try SMTPServer(url: "smtp://127.0.0.1:1"), sender: box.sender, journal: journal, pauses: [])
        #expect(await code { try await absent.send(mail, key: "k") } == .unavailable)
        #expect(try await mailer().send(mail, key: "k") == .sent)
    }

    @Test func aMailThatDidNotLeaveIsSentThoughTheJournalWentAwayMeanwhile() async throws {
        let mailer = SMTPMailer(
            server: try SMTPServer(url: try TestServers.value("SPOOL_TEST_SMTP_URL")), sender: box.sender,
            journal: UnheardJournal(journal), caFile: try TestServers.value("SPOOL_TEST_SMTP_CA_FILE"),
            pauses: [.milliseconds(1)], settlingPause: .milliseconds(1))
        #expect(try await mailer.send(mail, key: "k") == .sent)
        #expect(try box.mails().count == 1)
    }

    @Test func aCheckLogsInAndSendsNothing() async throws {
        try await mailer().check()
        try await mailer("SPOOL_TEST_SMTPS_URL").check()
        #expect(try box.mails().isEmpty)
    }

    @Test func aCheckSaysWhyNoMailIsTaken() async throws {
        let url = try TestServers.value("SPOOL_TEST_SMTP_URL")
        let caFile = try TestServers.value("SPOOL_TEST_SMTP_CA_FILE")
        let wrong: [(url: String, caFile: String?, says: String)] = [
            (url.replacing(":secret@", with: ":wrong@"), caFile, "takes no mail now: it refuses the login"),
            ("smtp://127.0.0.1:1", caFile, "cannot be reached"), (url, nil, "cannot be reached"),
        ]
        for (url, caFile, says) in wrong {
            let mailer = SMTPMailer(
                server: try SMTPServer(url: url), sender: box.sender, journal: journal, caFile: caFile)
            let error = await #expect(throws: BackendError.self) { try await mailer.check() }
            #expect(error?.code == .unavailable && error?.message.contains(says) == true)
        }
    }

    @Test(arguments: [
        "", "smtp://", "http://host", "smtp://host?tls=maybe", "smtp://ann:pw@host?tls=none",
    ])
    func unusableURLsAreRefused(_ url: String) {
        #expect(throws: BackendError.self) { try SMTPServer(url: url) }
    }

    @Test func urlNamesEverything() throws {
        let server = try SMTPServer(url: "smtp://ann%40x.org:p%3Aw@mail.example.org?tls=tls")
        #expect(server.user == "ann@x.org" && server.password == "p:w")
        #expect(server.address(greeting: "me") == "smtps://mail.example.org:465/me")
        #expect(try SMTPServer(url: "smtp://mail.example.org").port == 587)
    }
}
