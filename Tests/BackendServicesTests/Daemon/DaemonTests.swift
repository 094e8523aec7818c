import Foundation
import MediaTypes
import SpoolAPI
import TestPrograms
import Testing

/// The real program in processes of its own.
@Suite(.serialized) struct DaemonTests {
    private let folder = TemporaryFolder()
    private var home: RawName { folder("home") }
    private var client: Client { Client { [home] in try SocketConnection(unix: home.appending("spoold.sock")) } }

    private func submit(_ path: RawName) async throws -> JobID {
        let submission = JobSubmission(items: [.init(path: path)], destination: folder("out"))
        return try await client.post(Route.submit.template, submission).json(JobReceipt.self).jobs[0]
    }

    private func ended(_ id: JobID) async throws -> Job {
        try await eventually("the job ends") {
            let job = try await client.job(id)
            return job.state.isFinal ? job : nil
        }
    }

    @Test func oneDaemonAHome() async throws {
        let worker = try WorkerDouble.copying(in: folder, size: 5)
        let (first, ready) = try DaemonProcess.all(home: home, worker: worker)
        #expect(ready.state == "ready")
        let (second, refusal) = try DaemonProcess.all(home: home, worker: worker)
        #expect(refusal.state == "error" && refusal.status == 3)
        #expect(try await second.ended() == 3)
        let info: ServerInfo = try await client.get(Route.info.template).json()
        #expect(info.pid == first.process.id)
        let attributes = try FileManager.default.attributesOfItem(atPath: home.text)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let socket = try FileManager.default.attributesOfItem(atPath: home.appending("spoold.sock").text)
        #expect(socket[.posixPermissions] as? Int == 0o600)
        first.send(SIGTERM)
        #expect(try await first.ended() == 0)
        #expect(!FileManager.default.fileExists(atPath: home.appending("spoold.sock").text))
    }

    @Test func convertsAndDelivers() async throws {
        let (daemon, _) = try DaemonProcess.all(home: home, worker: try WorkerDouble.copying(in: folder, size: 5))
        let job = try await ended(try await submit(try folder.file("a.mkv", "sound".utf8)))
        #expect(job.state == .done)
        #expect(try folder.bytes("out/a.mp3") == Array("sound".utf8))
        #expect(try await client.get(Route.mp3.path(id: job.id)).text == "sound")
        // As a file that one makes oneself.
        let permissions = try ["out/a.mp3", "a.mkv"].map { name in
            try FileManager.default.attributesOfItem(atPath: folder(RawName(name)).text)[.posixPermissions] as? Int
        }
        #expect(permissions[0] == permissions[1])
        #expect(try await client.post(Route.shutdown.template).status == 202)
        #expect(try await daemon.ended() == 0)
    }

    @Test func stopsWhenNobodyNeedsIt() async throws {
        let worker = try WorkerDouble.copying(in: folder, size: 5)
        let (daemon, _) = try DaemonProcess.all("--idle-exit", "10", home: home, worker: worker)
        let watching = try SocketConnection(unix: home.appending("spoold.sock"))
        await watching.send("GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        #expect(await !watching.receive().isEmpty)
        // The daemon's patience begins when its last client leaves, not when it started: that takes real time to see.
        try await Task.sleep(for: .seconds(1))
        let left = ContinuousClock.now
        await watching.shutdown()
        #expect(try await daemon.ended() == 0)
        #expect(ContinuousClock.now - left >= .seconds(10))
    }

    @Test func aKilledDaemonLosesNothing() async throws {
        let endless = try WorkerDouble.endless(in: folder)
        let (first, _) = try DaemonProcess.all(home: home, worker: endless)
        let id = try await submit(try folder.file("a.mkv", "sound".utf8))
        try await eventually("it converts") { try await client.job(id).progress != nil }
        #expect(try folder.names("out") == [".a.mp3.part-\(id)"] as [String])
        first.send(SIGKILL)
        #expect(try await first.ended() == 128 + SIGKILL)
        let (second, _) = try DaemonProcess.all(home: home, worker: try WorkerDouble.copying(in: folder, size: 5))
        let job = try await ended(id)
        #expect(job.state == .done && job.attempt == 2)
        #expect(try folder.names("out") == ["a.mp3"])
        second.send(SIGTERM)
        #expect(try await second.ended() == 0)
    }

    @Test func stopsInTimeWithClientsThatDoNotRead() async throws {
        let (daemon, _) = try DaemonProcess.all(home: home, worker: try WorkerDouble.copying(in: folder, size: 8 << 20))
        let done = try await ended(try await submit(try folder.file("a.mkv", [UInt8](repeating: 7, count: 8 << 20))))
        #expect(done.state == .done)
        var stalled: [SocketConnection] = []
        for path in [Route.mp3.path(id: done.id), Route.events.template] {
            let connection = try SocketConnection(unix: home.appending("spoold.sock"))
            await connection.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            stalled.append(connection)
        }
        let sending = try SocketConnection(unix: home.appending("spoold.sock"))
        await sending.send("POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{".utf8)
        try await eventually("all are there") {
            try await client.get("/metrics").text.contains("spool_http_connections 4")
        }
        let begin = ContinuousClock.now
        daemon.send(SIGTERM)
        let status = try await daemon.ended()
        // The limit of a connection that does not read is a minute.
        #expect(ContinuousClock.now - begin < .seconds(45))
        #expect(status == 0 || status == 4)
        withExtendedLifetime((stalled, sending)) {}
    }

    @Test func endsItsWorkersWhenItStops() async throws {
        let (daemon, _) = try DaemonProcess.all(home: home, worker: try WorkerDouble.endless(in: folder))
        let id = try await submit(try folder.file("a.mkv", "sound".utf8))
        try await eventually("it converts") { try await client.job(id).progress != nil }
        daemon.send(SIGINT)
        #expect(try await daemon.ended() == 0)
        #expect(try folder.names("out").isEmpty)
        let mine = folder.path.text
        let left = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { pid in
            guard Int(pid) != nil, let line = try? Data(contentsOf: URL(filePath: "/proc/\(pid)/cmdline")) else {
                return false
            }
            return String(decoding: line, as: UTF8.self).contains(mine)
        }
        #expect(left.isEmpty)
    }

    @Test func saysWhyItDoesNotStart() async throws {
        let long = folder(RawName(String(repeating: "x", count: 100)))
        let (daemon, ready) = try DaemonProcess.all(home: long, worker: "/bin/true")
        #expect(ready.state == "error" && (ready.message ?? "").contains("107"))
        #expect(try await daemon.ended() == 1)
        let (missing, refusal) = try DaemonProcess.all(home: home, worker: "/nowhere/spool-media")
        #expect(refusal.state == "error" && (refusal.message ?? "").contains("SPOOL_MEDIA"))
        #expect(try await missing.ended() == 1)
        let (usage, _) = try DaemonProcess.all("--workers", "0", home: home, worker: "/bin/true")
        #expect(try await usage.ended() == 2)
    }

    @Test func loadingLibmongocSaysAndLeavesNothing() async throws {
        let command = try DaemonProcess(["user", "list"], home: home, worker: "/bin/true")
        #expect(String(decoding: try command.output(), as: UTF8.self) == "")
        #expect(try await command.ended() == 0)
        #expect(!FileManager.default.fileExists(atPath: "/dev/shm/mongoc-\(command.process.id)"))
    }

    @Test func overLoopback() async throws {
        let port = LoopbackPort.free()
        let worker = try WorkerDouble.copying(in: folder, size: 5)
        let (daemon, ready) = try DaemonProcess.all("--loopback", "127.0.0.1:\(port)", home: home, worker: worker)
        try #require(ready.state == "ready")
        let job = try await ended(try await submit(try folder.file("a.mkv", "sound".utf8)))
        let tcp = Client { try SocketConnection(loopback: port) }
        let seen: Job = try await tcp.job(job.id)
        #expect(seen.path == nil && seen.destination == nil && seen.result?.path == nil && seen.result?.name == "a.mp3")
        let submission = JobSubmission(items: [.init(path: "/etc/passwd")])
        #expect(try await tcp.post(Route.submit.template, submission).problem().code == .forbidden)
        #expect(try await tcp.post(Route.shutdown.template).problem().code == .forbidden)
        #expect(try await tcp.send("GET", "/v1/info", host: "evil.example").problem().code == .forbidden)
        #expect(try await tcp.get("/v1/info", "Origin: http://evil.example").problem().code == .forbidden)
        #expect(try await tcp.send("GET", "/v1/info", host: "127.0.0.1:\(port)").status == 200)
        daemon.send(SIGTERM)
        #expect(try await daemon.ended() == 0)
    }

    @Test func doctor() async throws {
        struct Report: Decodable {
            struct Check: Decodable {
                var check: String
                var verdict: String
            }
            var ok: Bool
            var checks: [Check]
        }
        let examined = try DaemonProcess(
            ["doctor", "--json"], home: home, worker: "/nowhere/spool-media", errors: STDERR_FILENO)
        let report = try JSONDecoder().decode(Report.self, from: try examined.output())
        #expect(!report.ok && report.checks.first { $0.check == "worker" }?.verdict == "failed")
        #expect(report.checks.first { $0.check == "home" }?.verdict == "ok")
        #expect(try await examined.ended() == 1)
        let migrated = try DaemonProcess(["migrate"], home: home, worker: "/bin/true")
        #expect(try await migrated.ended() == 0)
    }

    /// Needs `spool-media`, beside `spoold` or named by `SPOOL_MEDIA`, and the ffmpeg program to make a video.
    @Test(.enabled(if: DaemonProcess.worker != nil, "SKIPPED: spool-media is not built: set SPOOL_MEDIA"))
    func theRealWorker() async throws {
        let video = folder("a.mkv")
        let ffmpeg = try RunningProgram(
            "/usr/bin/ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=440:d=5", video.text], environment: [:],
            output: STDERR_FILENO)
        #expect(ffmpeg.wait() == 0)
        let (daemon, _) = try DaemonProcess.all(home: home, worker: try #require(DaemonProcess.worker))
        let job = try await ended(try await submit(video))
        #expect(job.state == .done, "\(String(describing: job.failure))")
        #expect(try folder.names("out") == ["a.mp3"])
        let broken = try await ended(try await submit(try folder.file("b.mkv", "not a video".utf8)))
        #expect(broken.failure?.code == .notMedia)
        daemon.send(SIGTERM)
        #expect(try await daemon.ended() == 0)
    }
}
