import BackendCore
import Glibc
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct BlobConversionTests {
    private let content = Array("sound of a video".utf8)

    /// The job's MP3, which must be what the ledger says.
    private func mp3(of id: JobID, in house: House) async throws -> [UInt8] {
        let record = try await house.ledger.job(id, owner: nil)
        let blob = try #require(record.mp3)
        #expect(blob.jobOfMP3 == id)
        let bytes = try await house.blobs.read(blob, at: 0, count: 1 << 20)
        let file = try house.folder.file("downloaded", bytes)
        #expect(try await FileHash.sha256(try OpenFile.open(file, flags: O_RDONLY)) == record.job.result?.sha256)
        return bytes
    }

    @Test(arguments: [false, true]) func fromBlobToBlob(isServed: Bool) async throws {
        let house = try await House(isServed: isServed)
        let id = try await house.upload(content)
        let job = try await house.ended(id)
        #expect(job.state == .done && job.result?.name == "clip.mp3" && job.result?.path == nil, "\(job)")
        #expect(try await mp3(of: id, in: house) == content)
        let source = try #require(house.transcoder.runs.first?.request.source)
        #expect(source.text.hasSuffix(".video") == isServed)
        let workspace = try #require(try house.folder.names("work").first)
        try await eventually("the copies go away") { try house.folder.names(RawName("work/" + workspace)).isEmpty }
        try await house.stop()
    }

    @Test func anOutageCostsNoAttempt() async throws {
        let house = try await House(isServed: true)
        house.remoteBlobs.isAway = true
        house.transcoder.plan(.hold)
        let id = try await house.upload(content)
        try await eventually("the video is missed") { house.remoteBlobs.refusals > 0 }
        #expect(house.transcoder.runs.isEmpty)
        house.remoteBlobs.isAway = false
        let conversion = try await house.conversion()
        house.remoteBlobs.isAway = true
        let before = house.remoteBlobs.refusals
        conversion.finish()
        try await eventually("the MP3 cannot be stored") { house.remoteBlobs.refusals > before }
        house.remoteBlobs.isAway = false
        let job = try await house.ended(id)
        #expect(job.state == .done && job.attempt == 1)
        #expect(try await mp3(of: id, in: house) == content)
        try await house.stop()
    }

    @Test func theNextIsConvertedWhileOneIsStoredButNoMore() async throws {
        let house = try await House(isServed: true, workers: 1)
        house.remoteBlobs.takesNothing = true
        var jobs: [JobID] = []
        for _ in 0..<3 { jobs.append(try await house.upload(content)) }
        try await eventually("two have been converted") {
            house.transcoder.runs.count == 2 && house.status.running == 0
        }
        let before = house.remoteBlobs.refusals
        try await eventually("both wait for the store") { house.remoteBlobs.refusals > before + 2 }
        #expect(try await house.job(jobs[2]).state == .queued)
        house.remoteBlobs.takesNothing = false
        for id in jobs {
            let job = try await house.ended(id)
            #expect(job.state == .done && job.attempt == 1)
        }
        try await house.stop()
    }

    /// A worker that dies after its blob is finished, and one whose blob is not.
    @Test(arguments: [false, true]) func whatAnEarlierAttemptLeft(isFinished: Bool) async throws {
        let folder = TemporaryFolder()
        let before = try await House(folder, converts: false)
        let id = try await before.upload(content)
        let claim = try #require(try await before.ledger.claimNext(worker: "dead", lease: .seconds(3600)))
        let file = try folder.file("made", content)
        let hash = try await FileHash.sha256(try OpenFile.open(file, flags: O_RDONLY))
        let blob = try BlobID.mp3(of: id, sha256: hash)
        try await before.blobs.create(blob)
        try await before.blobs.write(Array(content.prefix(isFinished ? 100 : 3)), to: blob, at: 0)
        try await before.ledger.beginPublishing(
            claim.token,
            JobResult(
                name: "clip.mp3", size: Int64(content.count), sha256: hash, duration: 1, sampleRate: 44100,
                channels: 2, bitRate: 1, encoding: .vbr(2), track: ""))
        if isFinished { try await before.blobs.finish(blob, sha256: hash) }
        try await before.stop()
        let house = try await House(folder, isServed: true)
        #expect(try await house.ended(id).state == .done)
        #expect(try await mp3(of: id, in: house) == content)
        #expect(house.transcoder.runs.isEmpty == isFinished)
        try await house.stop()
    }

    @Test func aVideoThatIsGone() async throws {
        let house = try await House(converts: false)
        let id = try await house.upload(content)
        try await house.blobs.delete(try #require(try await house.ledger.job(id, owner: nil).source))
        try await house.stop()
        for isServed in [false, true] {
            let again = try await House(house.folder, isServed: isServed)
            let job = try await again.ended(id)
            #expect(job.failure?.code == .sourceMissing)
            try await again.stop()
        }
    }

    @Test func messagesAreWakeUps() async throws {
        let house = try await House(isServed: true, workers: 1)
        house.transcoder.plan(.hold)
        try await house.wakeUps.send(["{}", "not JSON"])
        let first = try await house.upload(content)
        _ = try await house.conversion()
        let second = try await house.upload(content)
        try await eventually("malformed messages are dead, the others are held") {
            try await house.wakeUps.depth() == QueueDepth(ready: 0, inFlight: 2, dead: 2)
        }
        try await house.conversion().finish()
        _ = try await house.ended(first)
        _ = try await house.ended(second)
        try await eventually("the queue is empty") {
            try await house.wakeUps.depth() == QueueDepth(ready: 0, inFlight: 0, dead: 2)
        }
        try await house.stop()
    }
}

@Suite struct WorkspaceTests {
    @Test func deadNeighboursAreSwept() throws {
        let folder = TemporaryFolder()
        let alive = try Workspace(in: folder("work"))
        try folder.file(RawName("work/").appending(alive.directory.lastComponent).appending("mine"), "x".utf8)
        #expect(folder("work/99-dead").withCString { mkdir($0, 0o700) } == 0)
        try folder.file("work/99-dead/left.video", "x".utf8)
        let next = try Workspace(in: folder("work"))
        #expect(
            Set(try folder.names("work")) == [alive.directory.lastComponent.text, next.directory.lastComponent.text])
        #expect(try folder.names(RawName("work/").appending(alive.directory.lastComponent)) == ["mine"])
        #expect(folder("work/98-dead").withCString { mkdir($0, 0o700) } == 0)
        alive.sweep()
        #expect(try folder.names("work").count == 2)
    }
}
