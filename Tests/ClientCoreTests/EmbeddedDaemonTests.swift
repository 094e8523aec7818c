import FoundationEssentials
import Glibc
import MediaTypes
import Testing

@testable import ClientCore

/// The start of a daemon that is a script: what is tested is the client's part.
// One after the other: a fork while another test writes its script would keep the script busy (ETXTBSY).
@Suite(.serialized, .timeLimit(.minutes(10))) struct EmbeddedDaemonTests {
    /// Listens where spoold would, notes its start, and says so on the ready descriptor.
    private static let listening = """
        #!/usr/bin/env python3
        import os, socket, sys, signal, json, time
        home = os.environ["SPOOL_HOME"]
        fds = [int(n) for n in os.listdir("/proc/self/fd")]
        fds = [f for f in fds if f > 3 and os.path.exists("/proc/self/fd/%d" % f)]
        with open(home + "/starts", "a") as log:
            blocked = [l for l in open("/proc/self/status") if l.startswith("SigBlk")][0].split()[1]
            log.write(json.dumps({"argv": sys.argv[1:], "sid": os.getsid(0) != os.getpid(),
                "fds": fds, "blocked": int(blocked, 16),
                "stdin": os.readlink("/proc/self/fd/0"), "pid": os.getpid()}) + "\\n")
        s = socket.socket(socket.AF_UNIX)
        s.bind(home + "/spoold.sock")
        s.listen(8)
        os.write(3, json.dumps({"state": "ready", "socket": home + "/spoold.sock", "pid": os.getpid()}).encode() + b"\\n")
        os.close(3)
        signal.alarm(30)
        while True:
            s.accept()[0].close()
        """

    private func daemon(_ script: String, in folder: TemporaryFolder, patience: Int = 15) throws -> EmbeddedDaemon {
        var environment = ProcessEnvironment.current
        environment["SPOOL_HOME"] = folder.path
        environment["SPOOLD"] = try folder.write("spoold-double", script, mode: 0o700)
        return EmbeddedDaemon(
            try SpoolPaths(environment: environment, workingDirectory: "/"), environment: environment,
            patience: patience)
    }

    private struct Start: Decodable {
        var argv: [String], fds: [Int], blocked: UInt64, stdin: String, pid: Int32, sid: Bool
    }

    private func starts(_ folder: TemporaryFolder) throws -> [Start] {
        try (folder.read("starts") ?? []).split(separator: 0x0A).map {
            try JSONDecoder().decode(Start.self, from: Data($0))
        }
    }

    @Test func isStartedDetachedAndOnce() async throws {
        let folder = try TemporaryFolder()
        let daemon = try daemon(Self.listening, in: folder)
        #expect(!daemon.isRunning)
        try await daemon.ensureRunning()
        #expect(daemon.isRunning)
        try await daemon.ensureRunning()
        let starts = try starts(folder)
        let start = try #require(starts.first)
        defer { kill(start.pid, SIGKILL) }
        #expect(starts.count == 1)
        #expect(start.argv == ["all", "--ready-fd", "3"])
        #expect(start.stdin == "/dev/null")
        #expect(start.fds.isEmpty)
        #expect(start.blocked == 0)
        // Not the leader of its session: it can never get a terminal.
        #expect(start.sid)
        #expect(getsid(start.pid) != getsid(0))
    }

    @Test func ofManyClientsOneStartsIt() async throws {
        let folder = try TemporaryFolder()
        let daemon = try daemon(Self.listening, in: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 { group.addTask { try await daemon.ensureRunning() } }
            try await group.waitForAll()
        }
        let starts = try starts(folder)
        for start in starts { kill(start.pid, SIGKILL) }
        #expect(starts.count == 1)
    }

    @Test func theEndOfAnOldOneIsWaitedFor() async throws {
        let folder = try TemporaryFolder()
        let refusal = """
            import os, socket, sys, signal, json, time
            if not os.path.exists(os.environ["SPOOL_HOME"] + "/refused"):
                open(os.environ["SPOOL_HOME"] + "/refused", "w")
                os.write(3, b'{"state": "error", "message": "another serves this home", "status": 3}\\n')
                sys.exit(3)
            """
        let script = Self.listening.replacing("import os, socket, sys, signal, json, time", with: refusal)
        let daemon = try daemon(script, in: folder)
        try await daemon.ensureRunning()
        let starts = try starts(folder)
        for start in starts { kill(start.pid, SIGKILL) }
        #expect(starts.count == 1)
    }

    @Test func anotherThatDoesNotEndIsSaid() async throws {
        let folder = try TemporaryFolder()
        let script =
            "#!/bin/sh\necho '{\"state\":\"error\",\"message\":\"another serves this home\",\"status\":3}' >&3\nexit 3\n"
        let error = await failure(try daemon(script, in: folder, patience: 1))
        #expect(error?.message == "spoold did not start: another serves this home")
    }

    private func failure(_ daemon: EmbeddedDaemon) async -> ClientError? {
        do throws(ClientError) { try await daemon.ensureRunning() } catch { return error }
        return nil
    }

    @Test func aDeathAtTheStartShowsTheLogsEnd() async throws {
        let folder = try TemporaryFolder()
        let error = await failure(try daemon("#!/bin/sh\necho no disk >&2\nexit 1\n", in: folder))
        #expect(error?.code == .daemon)
        #expect(error?.message.contains("no disk") ?? false)
        #expect(error?.message.contains("spoold.log") ?? false)
    }

    @Test func whatTheDaemonSaysIsPassedOn() async throws {
        let folder = try TemporaryFolder()
        let script =
            "#!/bin/sh\necho '{\"state\":\"error\",\"message\":\"the ledger is damaged\",\"status\":1}' >&3\nexit 1\n"
        #expect(await failure(try daemon(script, in: folder))?.message == "spoold did not start: the ledger is damaged")
    }

    @Test func silenceHasAnEnd() async throws {
        let folder = try TemporaryFolder()
        let error = await failure(try daemon("#!/bin/sh\nexec sleep 20\n", in: folder, patience: 1))
        #expect(error?.message == "spoold did not become ready within 1 seconds")
    }

    @Test func aProgramThatCannotRunSaysSo() async throws {
        let folder = try TemporaryFolder()
        let daemon = try daemon("#!/nonexistent/interpreter\n", in: folder)
        #expect(await failure(daemon)?.message.contains("No such file") ?? false)
    }

    @Test func theProgramIsLookedForInOrder() throws {
        func found(_ existing: Set<RawName>, _ environment: [RawName: RawName] = ["PATH": "/usr/bin:rel:/bin"]) throws
            -> RawName
        {
            try DaemonLocator.locate(environment: environment, running: "/opt/bin/spool") { existing.contains($0) }
        }
        let all: Set<RawName> = ["/opt/bin/spoold", "/opt/bin/../libexec/spool/spoold", "/bin/spoold", "/my/spoold"]
        #expect(try found(all) == "/opt/bin/spoold")
        #expect(try found(all.subtracting(["/opt/bin/spoold"])) == "/opt/bin/../libexec/spool/spoold")
        #expect(try found(["/bin/spoold"]) == "/bin/spoold")
        #expect(try found(all, ["SPOOLD": "/my/spoold"]) == "/my/spoold")
        #expect(throws: ClientError.self) { try found([]) }
        #expect(throws: ClientError.self) { try found(all, ["SPOOLD": "/gone"]) }
    }
}
