import BackendCore
import Glibc
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

/// A process that dies leaves the ledger and the disk as they were at that moment: each test makes such a moment.
@Suite struct RecoveryTests {
    private enum Moment: CaseIterable {
        case claimed, writing, converted, intended, renamed, renamedOnLastAttempt
    }

    private let content = Array("sound".utf8)

    private func publication(_ folder: TemporaryFolder) async throws -> JobResult {
        let file = try folder.file("hash", content)
        let hash = try await FileHash.sha256(try OpenFile.open(file, flags: O_RDONLY))
        return JobResult(
            name: "a.mp3", path: folder("out/a.mp3"), size: Int64(content.count), sha256: hash, duration: 1000,
            sampleRate: 48000, channels: 2, bitRate: 190, encoding: .vbr(2), track: "track 1")
    }

    /// Brings job, ledger and disk to `moment`; the process "dies" when this returns.
    private func die(at moment: Moment, in folder: TemporaryFolder) async throws -> JobID {
        let house = try await House(folder, converts: false)
        let source = try folder.file("a.mkv", content)
        let id = try await house.submit(source, to: folder("out"))[0]
        let attempts = moment == .renamedOnLastAttempt ? 3 : 1
        for attempt in 1...attempts {
            let claim = try #require(try await house.ledger.claimNext(worker: "dead", lease: .seconds(3600)))
            if attempt < attempts {
                _ = try await house.ledger.settle(claim.token, .crashed(MediaFailure(.crashed, "x")), log: "")
                continue
            }
            if moment == .claimed { break }
            let delivery = Delivery(claim.record.job)
            try delivery.prepare()
            try folder.file(RawName("out/").appending(delivery.temporary.lastComponent), content.prefix(2))
            if moment == .writing { break }
            try folder.file(RawName("out/").appending(delivery.temporary.lastComponent), content)
            if moment == .converted { break }
            let publication = try await publication(folder)
            try await house.ledger.beginPublishing(claim.token, publication)
            if moment == .intended { break }
            #expect(try delivery.publish(as: folder("out/a.mp3")))
        }
        try await house.stop()
        return id
    }

    @Test(arguments: Moment.allCases)
    private func endsOnceAfterADeath(at moment: Moment) async throws {
        let folder = TemporaryFolder()
        let id = try await die(at: moment, in: folder)
        let house = try await House(folder)
        let job = try await house.ended(id)
        #expect(job.state == .done)
        #expect(try folder.names("out") == ["a.mp3"])
        #expect(try folder.bytes("out/a.mp3") == content)
        #expect(job.result?.sha256 == (try await publication(folder)).sha256)
        // What was already there is not made a second time.
        #expect(house.transcoder.runs.isEmpty == (moment == .renamed || moment == .renamedOnLastAttempt))
        try await house.stop()
    }

    @Test func anotherFileOfThatNameIsNotTakenForTheResult() async throws {
        let folder = TemporaryFolder()
        let id = try await die(at: .intended, in: folder)
        try folder.file("out/a.mp3", "someone else's".utf8)
        let house = try await House(folder)
        let job = try await house.ended(id)
        #expect(job.result?.name == "a (2).mp3")
        #expect(try folder.bytes("out/a.mp3") == Array("someone else's".utf8))
        #expect(try folder.names("out") == ["a (2).mp3", "a.mp3"])
        try await house.stop()
    }
}
