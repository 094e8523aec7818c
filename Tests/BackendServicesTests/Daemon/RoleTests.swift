import BackendCore
import BackendEmbedded
import FoundationEssentials
import Glibc
import Logging
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices
@testable import spoold

/// Services of the served system as processes of their own, over the stores of one home.
@Suite struct RoleTests {
    private let folder = TemporaryFolder()
    private let content = Array("sound of a video".utf8)
    private var home: RawName { folder("home") }

    private func directories() throws -> HomeDirectories {
        try HomeDirectories(home: home.text, environment: [:], workingDirectory: "/")
    }

    private func adapters() throws -> Adapters {
        let home = try directories()
        try home.prepare()
        return try Adapters(home: home)
    }

    private func start(_ role: Role, _ arguments: String..., worker: String, port: UInt16 = 0) throws -> DaemonProcess {
        try DaemonProcess(
            [role.rawValue, "--listen", "127.0.0.1:\(port)"] + arguments, home: home, worker: worker)
    }

    private func upload(_ count: Int, to adapters: Adapters) async throws -> [JobID] {
        var ids: [JobID] = []
        for _ in 0..<count {
            let job = NewJob(
                name: "clip.mkv", source: try BlobID(.videos, JobID.random().rawValue), size: Int64(content.count))
            let video = try #require(job.source)
            try await adapters.blobs.create(video)
            try await adapters.blobs.write(content, to: video, at: 0)
            try await adapters.blobs.finish(video, sha256: nil)
            let batch = BatchID.random()
            _ = try await adapters.ledger.insert(NewBatch(id: batch, owner: "ann", jobs: [job], size: 1))
            try await adapters.work.send([WakeUp(batch: batch, job: job.id).body])
            ids.append(job.id)
        }
        return ids
    }

    private func mails() throws -> Int { try folder.names("home/outbox").filter { $0.hasSuffix(".eml") }.count }

    /// One converter is killed in mid-job, two others go on; the notifier is killed in mid-work and started again.
    @Test func killedProcessesLoseNothing() async throws {
        let adapters = try adapters()
        try await adapters.accounts.create(
            UserAccount(id: "ann", email: "ann@example.org", passwordHash: "-", createdAt: 0))
        let gate = folder("gate")
        let worker = try WorkerDouble.waiting(for: gate, in: folder, size: content.count)
        let ids = try await upload(10, to: adapters)
        let victim = try start(.converter, "--workers", "2", worker: worker)
        try await eventually("two jobs convert") {
            try await adapters.ledger.counts(owner: nil, batch: nil)[.converting] == 2
        }
        victim.send(SIGKILL)
        #expect(try await victim.ended() == 128 + SIGKILL)
        try folder.file("gate")
        let converters = try [start(.converter, worker: worker), start(.converter, worker: worker)]
        let firstNotifier = try start(.notifier, worker: worker)
        try await eventually("a mail is there") { try mails() > 0 }
        firstNotifier.send(SIGKILL)
        _ = try await firstNotifier.ended()
        let notifier = try start(.notifier, worker: worker)
        try await eventually("every job is done") {
            try await adapters.ledger.counts(owner: nil, batch: nil)[.done] == ids.count
        }
        try await eventually("every mail is there") { try mails() == ids.count }
        for id in ids {
            let record = try await adapters.ledger.job(id, owner: nil)
            #expect(record.job.attempt <= 2)
            #expect(try await adapters.blobs.read(try #require(record.mp3), at: 0, count: 100) == content)
        }
        for process in converters + [notifier] {
            process.send(SIGTERM)
            #expect(try await process.ended() == 0)
        }
        #expect(try mails() == ids.count)
        #expect(try folder.names("home/blobs/mp3s").count == ids.count)
    }

    @Test func tellsHowItIs() async throws {
        try adapters().close()
        let port = LoopbackPort.free()
        let converter = try start(.converter, "--workers", "3", worker: "/bin/true", port: port)
        let client = Client { try SocketConnection(loopback: port) }
        try await eventually("it is ready") { (try? await client.get("/readyz"))?.status == 200 }
        #expect(try await client.get("/healthz").text == "alive\n")
        let figures = try await client.get("/metrics").text
        #expect(figures.contains("\nspool_conversions_limit 3\n") && figures.contains("spool_queue_messages{kind="))
        // A daemon of single-user mode and services of the served system never share a home.
        let (daemon, refusal) = try DaemonProcess.all(home: home, worker: "/bin/true")
        #expect(refusal.status == 3)
        #expect(try await daemon.ended() == 3)
        converter.send(SIGTERM)
        #expect(try await converter.ended() == 0)
    }
}

@Suite struct DependencyWatchTests {
    @Test func saysWhatItWaitsFor() async throws {
        let (isThere, arrive) = AsyncStream.makeStream(of: Void.self)
        let watch = DependencyWatch(
            [
                Dependency("the sun") { for await _ in isThere { return } },
                Dependency("the moon") { throw BackendError(.unavailable, "It is new.") },
            ], logger: .init(label: "test") { _ in SwiftLogNoOpLogHandler() })
        #expect(watch.waitsFor == ["the start"])
        let running = Task { try await watch.run() }
        try await eventually("the moon is missed") { watch.waitsFor.contains("the moon: It is new.") }
        #expect(watch.waitsFor.contains("the sun: not asked yet"))
        arrive.yield()
        try await eventually("the sun answers") { watch.waitsFor == ["the moon: It is new."] }
        running.cancel()
        try await running.value
    }
}
