import BackendCore
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct NotifierTests {
    private let content = Array("sound".utf8)

    private func account(_ id: UserID, notifies: Bool = true) -> UserAccount {
        UserAccount(id: id, email: "\(id)@example.org", passwordHash: "-", notifies: notifies, createdAt: 0)
    }

    @Test func everyOwnerGetsTheirOwn() async throws {
        let house = try await House(isServed: true)
        try await house.users.create(account("ann"))
        try await house.users.create(account("bob"))
        try await house.users.create(account("eve", notifies: false))
        // The same id of a batch: clients choose them.
        for owner in ["eve", "ann", "bob"] {
            _ = try await house.ended(try await house.upload(content, owner: UserID(owner), batch: "b"))
        }
        let mails = try await eventually("two mails are there") {
            let mails = try house.mails()
            return mails.count == 2 ? mails : nil
        }
        for owner in ["ann", "bob"] {
            let mail = try #require(mails.first { $0.contains("To: <\(owner)@example.org>") })
            #expect(mail.contains("Subject: Spool: clip.mp3 is ready") && mail.contains("multipart/alternative"))
        }
        try await house.stop()
        #expect(try house.mails().count == 2)
    }

    @Test func aBatchWaitsForAllOfItsUploads() async throws {
        let house = try await House(isServed: true)
        try await house.users.create(account("ann"))
        let first = try await house.upload(content, owner: "ann", batch: "b", size: 2)
        _ = try await house.ended(first)
        try await eventually("the message is taken") { try await house.ended.depth().ready == 0 }
        #expect(try house.mails().isEmpty)
        house.transcoder.plan(.fail(MediaFailure(.noAudio, "it has no audio")))
        _ = try await house.ended(try await house.upload(content, owner: "ann", batch: "b", size: 2))
        let mail = try await eventually("the mail is there") { try house.mails().first }
        #expect(mail.contains("Subject: Spool: 1 done, 1 failed"))
        try await house.stop()
    }

    /// The converter dies between the end of the job and the message, or the notifier before the mail.
    @Test func whatEndedBeforeTheStart() async throws {
        let folder = TemporaryFolder()
        let before = try await House(folder, converts: false)
        try await before.users.create(account("ann"))
        let id = try await before.upload(content, owner: "ann")
        let claim = try #require(try await before.ledger.claimNext(worker: "dead", lease: .seconds(60)))
        _ = try await before.ledger.settle(claim.token, .failed(MediaFailure(.damaged, "it is damaged")), log: "")
        try await before.stop()
        for _ in 0..<2 {
            let house = try await House(folder, isServed: true)
            let mail = try await eventually("the mail is there") { try house.mails().first }
            #expect(mail.contains("Subject: Spool: clip.mkv could not be converted"))
            #expect(try await house.job(id).state == .failed)
            try await house.stop()
        }
        #expect(try folder.names("outbox").filter { $0.hasSuffix(".eml") }.count == 1)
    }

    @Test func malformedMessagesAreSetAside() async throws {
        let house = try await House(isServed: true)
        try await house.ended.send(["{}", #"{"type":"ended","job":"unknown","batch":"b"}"#])
        try await eventually("one is dead, one forgotten") {
            try await house.ended.depth() == QueueDepth(ready: 0, inFlight: 0, dead: 1)
        }
        try await house.stop()
    }
}
