import BackendCore
import Glibc
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct ConverterTests {
    @Test func aFileBecomesAnMP3WhereItLies() async throws {
        let house = try await House()
        let id = try await house.submit(house.folder.file("in/a.mkv", "sound".utf8))[0]
        let job = try await house.ended(id)
        let result = try #require(job.result)
        #expect(job.state == .done && job.attempt == 1 && job.warnings.isEmpty)
        #expect(result.path == house.folder("in/a.mp3") && result.name == "a.mp3" && result.size == 5)
        #expect(result.sha256 == "dd29442deca69f52c50006b831cb216edf78a7da33748f0a80ff19f2ebe57ecd")
        #expect(result.track == "track 1, aac stereo: the only track" && result.duration == 1000)
        #expect(try house.folder.names("in") == ["a.mkv", "a.mp3"])
        #expect(try house.folder.bytes("in/a.mp3") == Array("sound".utf8))
        let log = try await house.client.get(Route.log.path(id: id)).text
        #expect(log.contains("attempt 1 of 3") && log.contains("published, sha256"))
        try await house.stop()
    }

    @Test func theMP3IsServedFromWhereItIs() async throws {
        let house = try await House()
        let id = try await house.submit(house.folder.file("ü.mkv", "0123456789".utf8))[0]
        let job = try await house.ended(id)
        let (client, path) = (house.client, Route.mp3.path(id: id))
        let tag = EntityTag(sha256: try #require(job.result).sha256)
        let all = try await client.get(path)
        #expect(all.status == 200 && all.text == "0123456789" && all.headers["etag"] == tag.header)
        #expect(all.headers["repr-digest"] == tag.digest && all.headers["content-length"] == "10")
        #expect(all.headers["content-disposition"] == "attachment; filename=\"__.mp3\"; filename*=UTF-8''%C3%BC.mp3")
        let head = try await client.send("HEAD", path)
        #expect(head.status == 200 && head.body.isEmpty && head.headers["content-length"] == "10")
        let part = try await client.get(path, "Range: bytes=2-4")
        #expect(part.status == 206 && part.text == "234" && part.headers["content-range"] == "bytes 2-4/10")
        #expect(try await client.get(path, "Range: bytes=5-", "If-Range: \(tag.header)").text == "56789")
        #expect(try await client.get(path, "Range: bytes=5-", "If-Range: \"old\"").status == 200)
        #expect(try await client.get(path, "Range: bytes=0-1,4-5").status == 200)
        let beyond = try await client.get(path, "Range: bytes=10-")
        #expect(beyond.status == 416 && beyond.headers["content-range"] == "bytes */10")
        #expect(try beyond.problem().code == .rangeNotSatisfiable)
        #expect(try await client.get(path, "If-None-Match: \(tag.header)").status == 304)
        try house.folder.file("ü.mp3", "changed".utf8)
        #expect(try await client.get(path).problem().code == .gone)
        try await house.stop()
    }

    @Test func namesNeverCollide() async throws {
        let house = try await House()
        try house.folder.file("out/a.mp3", "mine".utf8)
        let ids = try await house.submit(
            house.folder.file("1/a.mkv", "one".utf8), house.folder.file("2/a.mkv", "two".utf8), to: house.folder("out"))
        var names: Set<String> = []
        for id in ids {
            let job = try await house.ended(id)
            #expect(job.warnings.map(\.code) == [.renamed])
            names.insert(try #require(job.result).name.text)
        }
        #expect(names == ["a (2).mp3", "a (3).mp3"])
        #expect(try house.folder.bytes("out/a.mp3") == Array("mine".utf8))
        #expect(try house.folder.names("out") == ["a (2).mp3", "a (3).mp3", "a.mp3"])
        try await house.stop()
    }

    @Test func templatesMakeFolders() async throws {
        let house = try await House()
        var options = ConversionOptions()
        options.nameTemplate = "{title}/{stem} x"
        let id = try await house.submit(house.folder.file("a.mkv"), to: house.folder("deep/out"), options: options)[0]
        #expect(try await house.ended(id).result?.path == house.folder("deep/out/Title/a x.mp3"))
        #expect(try house.folder.names("deep/out") == ["Title"])
        try await house.stop()
    }

    @Test func failures() async throws {
        let house = try await House(workers: 1)
        house.transcoder.plan(.fail(MediaFailure(.truncated, "input ends at 12:03 of 45:10")))
        let a = try await house.submit(house.folder.file("a.mkv"), to: house.folder("out"))[0]
        let failed = try await house.ended(a)
        #expect(failed.state == .failed && failed.failure?.code == .truncated && failed.attempt == 1)
        let missing = try await house.submit(house.folder.file("here.mkv"), house.folder("missing.mkv"))[1]
        #expect(try await house.ended(missing).failure == MediaFailure(.sourceMissing, "the file is not there"))
        try house.folder.file("notadir")
        let b = try await house.submit(house.folder.file("b.mkv"), to: house.folder("notadir/out"))[0]
        #expect(try await house.ended(b).failure?.code == .destinationUnwritable)
        #expect(try house.folder.names("out").isEmpty)
        try await house.stop()
    }

    @Test func crashesAreTriedThreeTimes() async throws {
        let house = try await House(workers: 1)
        house.transcoder.plan(.crash("signal 11"), .crash("signal 11"), .succeed)
        let lucky = try await house.ended(try await house.submit(house.folder.file("a.mkv"))[0])
        #expect(lucky.state == .done && lucky.attempt == 3)
        house.transcoder.plan(.crash("signal 11"), .crash("signal 11"), .crash("signal 11"))
        let unlucky = try await house.ended(
            try await house.submit(house.folder.file("b.mkv"), to: house.folder("out"))[0])
        #expect(unlucky.state == .failed && unlucky.failure == MediaFailure(.crashed, "converter crashed (signal 11)"))
        #expect(try house.folder.names("out").isEmpty)
        _ = try await house.client.post(Route.retry.path(id: unlucky.id))
        #expect(try await house.ended(unlucky.id).state == .done)
        try await house.stop()
    }

    @Test func aSourceThatChangesIsNotConverted() async throws {
        let house = try await House(workers: 1)
        house.transcoder.plan(.hold)
        let source = try house.folder.file("a.mkv", "before".utf8)
        let id = try await house.submit(source, to: house.folder("out"))[0]
        let run = try await house.conversion()
        try house.folder.file("a.mkv", "afterwards".utf8)
        run.finish()
        #expect(try await house.ended(id).failure?.code == .sourceChanged)
        #expect(try house.folder.names("out").isEmpty)
        try await house.stop()
    }

    @Test func pauseResumeCancel() async throws {
        let house = try await House(workers: 1)
        house.transcoder.plan(.hold)
        let id = try await house.submit(house.folder.file("a.mkv"), to: house.folder("out"))[0]
        let run = try await house.conversion()
        #expect(try house.folder.names("out") == [".a.mp3.part-\(id)"] as [String])
        _ = try await house.client.post(Route.pause.path(id: id))
        try await eventually("it stands still") { run.isPaused }
        _ = try await house.client.post(Route.resume.path(id: id))
        try await eventually("it goes on") { !run.isPaused }
        _ = try await house.client.post(Route.pauseQueue.template)
        try await eventually("the queue stands still") { run.isPaused }
        _ = try await house.client.post(Route.resumeQueue.template)
        try await eventually("the queue goes on") { !run.isPaused }
        try await eventually("progress is seen") { try await house.job(id).progress?.done == 500 }
        _ = try await house.client.post(Route.pause.path(id: id))
        _ = try await house.client.post(Route.cancel.path(id: id))
        try await eventually("it is cancelled") { run.isCancelled }
        #expect(try await house.ended(id).state == .cancelled)
        try await eventually("nothing is left") { try house.folder.names("out").isEmpty }
        #expect(try await house.client.send("DELETE", Route.remove.path(id: id)).status == 204)
        try await house.stop()
    }

    /// Whichever comes first, the ledger and the disk agree.
    @Test func cancellationRaces() async throws {
        let house = try await House()
        var ids: [JobID] = []
        for index in 0..<40 {
            house.transcoder.plan(.hold)
            let id = try await house.submit(house.folder.file(RawName("\(index).mkv")), to: house.folder("out"))[0]
            let run = try await house.conversion(index)
            async let cancelled = house.client.post(Route.cancel.path(id: id))
            run.finish()
            _ = try await cancelled
            ids.append(id)
        }
        var visible: [String] = []
        for id in ids {
            let job = try await house.ended(id)
            #expect(job.state == .done || job.state == .cancelled)
            if let result = job.result { visible.append(result.name.text) }
        }
        try await eventually("only finished MP3s are there") { try house.folder.names("out") == visible.sorted() }
        try await house.stop()
    }

    @Test func stoppingGivesJobsBack() async throws {
        let folder = TemporaryFolder()
        var house = try await House(folder, workers: 1)
        house.transcoder.plan(.hold)
        let id = try await house.submit(folder.file("a.mkv"), to: folder("out"))[0]
        let run = try await house.conversion()
        try await house.stop()
        #expect(run.isCancelled)
        #expect(try folder.names("out").isEmpty)
        house = try await House(folder, converts: false)
        #expect(try await house.job(id).state == .queued)
        #expect(try await house.job(id).attempt == 0)
        try await house.stop()
        house = try await House(folder)
        #expect(try await house.ended(id).state == .done)
        try await house.stop()
    }

    @Test func withoutRoomNothingStarts() async throws {
        let house = try await House(configure: { $0.freeSpaceFloor = .max })
        let id = try await house.submit(house.folder.file("a.mkv"), to: house.folder("out"))[0]
        try await eventually("the queue says why it waits") {
            try await house.client.get(Route.queue.template).json(QueueStatus.self).blocked?.hasPrefix("disk full: ")
                ?? false
        }
        // That is said before the job is given back.
        try await eventually("the job is given back") {
            let job = try await house.job(id)
            return job.state == .queued && job.attempt == 0
        }
        #expect(house.transcoder.runs.isEmpty)
        try await eventually("nothing is left") { try house.folder.names("out").isEmpty }
        // It was not claimed over and over.
        #expect(try await house.client.get(Route.log.path(id: id)).text.isEmpty)
        #expect(try await house.job(id).revision < 5)
        try await house.stop()
    }

    @Test func aFullDisk() async throws {
        let house = try await House()
        house.transcoder.plan(.fail(MediaFailure(.diskFull, "No space left on device")))
        let id = try await house.submit(house.folder.file("a.mkv"), to: house.folder("out"))[0]
        let failure = try #require(try await house.ended(id).failure)
        // The scripted source lasts a second: V2 takes about 24 kB.
        #expect(failure.code == .diskFull && failure.message.hasPrefix("disk full (needs about 24 kB, free "))
        #expect(try house.folder.names("out").isEmpty)
        try await house.stop()
    }

    @Test func oneMailABatch() async throws {
        let house = try await House()
        let ids = try await house.submit(
            house.folder.file("a.mkv"), house.folder.file("b.mkv"), house.folder("gone.mkv"))
        for id in ids { _ = try await house.ended(id) }
        let mail = try await eventually("the mail is there") {
            try house.folder.names("outbox").first { $0.hasSuffix(".eml") }
        }
        let text = String(decoding: try house.folder.bytes(RawName("outbox/" + mail)), as: UTF8.self)
        #expect(text.contains("Subject: Spool: 2 done, 1 failed"))
        _ = try await house.client.post(Route.retry.path(id: ids[2]))
        _ = try await house.ended(ids[2])
        try await house.stop()
        #expect(try house.folder.names("outbox").filter { $0.hasSuffix(".eml") }.count == 1)
    }

    @Test func notBeforeItsTime() async throws {
        let house = try await House()
        let begin = KernelClock().wall()
        let submission = JobSubmission(items: [.init(path: try house.folder.file("a.mkv"))], notBefore: begin + 300)
        let id = try await house.client.post("/v1/jobs", submission).json(JobReceipt.self).jobs[0]
        let job = try await house.ended(id)
        #expect(try #require(job.startedAt) >= begin + 300)
        try await house.stop()
    }
}
