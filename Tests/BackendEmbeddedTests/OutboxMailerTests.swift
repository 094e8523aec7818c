import BackendCore
import BackendEmbedded
import Foundation
import MediaTypes
import Testing

@Suite struct OutboxMailerTests {
    private let directory: TemporaryDirectory
    private let outbox: String
    private let mail = Mail(to: "a@x.org", subject: "s", body: "b", date: 0)

    init() throws {
        directory = try TemporaryDirectory()
        outbox = directory.appending("outbox")
    }

    private func mailer() throws -> OutboxMailer {
        try OutboxMailer(directory: RawName(outbox), sender: "spool@localhost")
    }

    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: outbox).filter { $0 != ".sent" }
    }

    @Test func filesAreNamedForTheirKeyAndNothingElseIsLeft() async throws {
        try await mailer().send(mail, key: "batch-7.done")
        #expect(try files() == ["batch-7.done.eml"])
    }

    @Test func aMailThatWasTakenAwayIsNotSentAgain() async throws {
        try await mailer().send(mail, key: "k")
        try FileManager.default.removeItem(atPath: outbox + "/k.eml")
        #expect(try await mailer().send(mail, key: "k") == .duplicate)
        #expect(try files().isEmpty)
    }

    @Test func aCrashBeforeTheMarkDoublesNothing() async throws {
        try await mailer().send(mail, key: "k")
        try FileManager.default.removeItem(atPath: outbox + "/.sent/k.eml")
        #expect(try await mailer().send(mail, key: "k") == .duplicate)
        #expect(try files() == ["k.eml"])
        #expect(FileManager.default.fileExists(atPath: outbox + "/.sent/k.eml"))
    }

    @Test func noKeyLeadsOutOfTheFolder() async throws {
        for key in ["../../evil", "/etc/evil", "..", "a/b", ".sent"] { try await mailer().send(mail, key: key) }
        #expect(try files().count == 5)
        #expect(try files().allSatisfy { $0.hasPrefix("sha256-") })
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["outbox"])
    }
}
