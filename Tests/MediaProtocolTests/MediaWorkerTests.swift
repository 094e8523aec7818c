import FoundationEssentials
import Glibc
import MediaTypes
import Synchronization
import Testing

@testable import MediaProtocol

/// Against shell scripts that behave as badly as a worker can.
@Suite struct MediaWorkerTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func worker(_ script: String) throws -> MediaWorker {
        MediaWorker(executable: try folder.makeScript("worker", script))
    }

    private static let probe = WorkerRequest.probe(ProbeRequest(name: "a"))
    private static let convert = WorkerRequest.convert(ConvertRequest(name: "a", options: .init()))
    private static let progress = #"echo '{"event":"progress","done":1}'"#

    private func failure(_ exit: WorkerExit) -> MediaFailure? {
        if case .failed(let failure) = exit.outcome { failure } else { nil }
    }

    @Test func handsOverTheRequestAndTheFiles() async throws {
        let input = try folder.makeFile("input", Array("hello".utf8))
        let descriptor = try MediaSource.open(input)
        let output = open(folder.path.appending("output").text, O_RDWR | O_CREAT, 0o600)
        let run = try worker(
            """
            head -n 1 > "\(folder.path.text)/request"
            cat <&3 >&4
            ls -l /proc/self/fd > "\(folder.path.text)/descriptors"
            \(Self.progress)
            echo '{"event":"failed","code":"damaged","message":"m"}'
            exit 1
            """
        ).start(Self.convert, input: descriptor, output: output)
        close(descriptor)
        close(output)
        let exit = await run.wait()

        #expect(failure(exit) == MediaFailure(.damaged, "m"))
        #expect(exit.peakMemory > 0)
        let request = try Data(contentsOf: URL(filePath: folder.path.appending("request").text))
        #expect(try NDJSON.value(WorkerRequest.self, request) == Self.convert)
        #expect(try String(contentsOf: URL(filePath: folder.path.appending("output").text), encoding: .utf8) == "hello")
        // 0 to 4, the two that the shell redirects, and the folder that ls reads; none of this process.
        let listing = try String(contentsOf: URL(filePath: folder.path.appending("descriptors").text), encoding: .utf8)
        #expect(listing.split(separator: "\n").filter { $0.contains("->") }.count <= 6, "\(listing)")
    }

    @Test(.timeLimit(.minutes(10))) func itStandsBackBehindThisProcess() async throws {
        let own = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
        var patient = try worker(
            """
            until [ "$(cut -d' ' -f19 /proc/$$/stat)" = \(own + 3) ]; do sleep 0.01; done
            echo '{"event":"failed","code":"damaged","message":"m"}'
            exit 1
            """)
        patient.niceness = 3
        let exit = await patient.start(Self.probe).wait()
        #expect(failure(exit) == MediaFailure(.damaged, "m"))
    }

    @Test func noSecretOfThisProcessReachesIt() async throws {
        setenv("SPOOL_CANARY", "secret", 1)
        let run = try worker("env >&2; kill -KILL $$").start(Self.probe)
        let log = await run.wait().log
        #expect(!log.contains("secret") && log.contains("SWIFT_BACKTRACE"))
    }

    @Test func deathByASignalIsACrash() async throws {
        let exit = await (try worker("\(Self.progress); kill -SEGV $$")).run(Self.convert)
        #expect(failure(exit) == MediaFailure(.crashed, "converter crashed (signal 11)"))
    }

    @Test func silenceIsACrash() async throws {
        let exit = await (try worker("echo why >&2; exit 7")).run(Self.probe)
        #expect(failure(exit)?.code == .crashed)
        #expect(failure(exit)?.message.contains("status 7") == true)
        #expect(exit.log == "why\n")
    }

    @Test(arguments: ["head -c 3000000 /dev/zero", "head -c 3000000 /dev/urandom", "echo hello", "yes '{}'"])
    func garbageIsAnErrorAndEndsTheRun(command: String) async throws {
        let exit = await (try worker("\(command); sleep 100")).run(Self.probe)
        #expect(failure(exit)?.code == .internalError)
        #expect(failure(exit)?.message.contains("not understood") == true)
    }

    @Test func aHugeStandardErrorNeitherBlocksNorFills() async throws {
        let exit = await (try worker("yes noise | head -c 6000000 >&2; echo last >&2; exit 1")).run(Self.probe)
        #expect(failure(exit)?.code == .crashed)
        #expect(exit.log.utf8.count <= 8 << 10)
        #expect(exit.log.hasSuffix("noise\nlast\n"))
    }

    @Test func aHugeRequestNeitherBlocksNorKillsUs() async throws {
        var options = ConversionOptions()
        options.tags = ["comment": String(repeating: "x", count: 500_000)]
        let request = WorkerRequest.convert(ConvertRequest(name: "a", options: options))
        // Neither reads: the pipe fills in one and breaks in the other.
        #expect(failure(await (try worker("exit 3")).run(request))?.code == .crashed)
        #expect(failure(await (try worker("exec <&-; exit 3")).run(request))?.code == .crashed)
        // And one that reads it all.
        let exit = await (try worker("head -n 1 | wc -c >&2; exit 3")).run(request)
        #expect(Int(exit.log.filter(\.isNumber)) ?? 0 > 500_000)
    }

    @Test func eventsComeInOrder() async throws {
        let seen = Mutex<[Int64]>([])
        let script = #"for i in $(seq 1000); do echo "{\"event\":\"progress\",\"done\":$i}"; done; exit 1"#
        _ = await (try worker(script)).run(Self.convert) { event in
            if case .progress(let progress) = event { seen.withLock { $0.append(progress.done) } }
        }
        #expect(seen.withLock { $0 } == Array(1...1000))
    }

    @Test func cancellingTheTaskEndsAWorker() async throws {
        let (ready, continuation) = AsyncStream.makeStream(of: Void.self)
        let worker = try worker("\(Self.progress); sleep 1000")
        let task = Task { await worker.run(Self.convert) { _ in continuation.yield() } }
        for await _ in ready { break }
        task.cancel()
        #expect(await task.value.outcome == .cancelled)
    }

    @Test func aWorkerThatIgnoresSIGTERMIsKilledAfterTheGrace() async throws {
        let (ready, continuation) = AsyncStream.makeStream(of: Void.self)
        var worker = try worker("trap '' TERM; \(Self.progress); while :; do sleep 1; done")
        worker.grace = .milliseconds(200)
        let run = worker.start(Self.convert) { _ in continuation.yield() }
        for await _ in ready { break }
        let clock = ContinuousClock()
        let start = clock.now
        run.cancel()
        #expect(await run.wait().outcome == .cancelled)
        #expect(clock.now - start >= .milliseconds(200))
    }

    @Test func aPausedWorkerCanBeCancelled() async throws {
        let (ready, continuation) = AsyncStream.makeStream(of: Void.self)
        let run = try worker("\(Self.progress); sleep 1000").start(Self.convert) { _ in continuation.yield() }
        for await _ in ready { break }
        run.pause()
        #expect(run.isPaused)
        run.cancel()
        #expect(await run.wait().outcome == .cancelled)
    }

    @Test func pauseBeforeTheStartHolds() async throws {
        let run = try worker(Self.progress + "; exit 0").start(Self.convert)
        run.pause()
        run.resume()
        #expect(failure(await run.wait())?.code == .crashed)
    }

    @Test func cancelAtAnyMomentEnds() async throws {
        let worker = try worker("\(Self.progress); sleep 1000")
        for _ in 0..<50 {
            let run = worker.start(Self.convert)
            run.cancel()
            #expect(await run.wait().outcome == .cancelled)
        }
    }

    @Test func aGrandchildThatKeepsThePipesCannotHoldTheRun() async throws {
        let exit = await (try worker("sleep 1000 & exit 5")).run(Self.probe)
        #expect(failure(exit)?.message.contains("status 5") == true)
    }

    /// One says nothing and goes, one says nothing and stays, one says something else.
    @Test(arguments: ["exit 0", "cat", "echo hello >&0; cat"])
    func aProgramThatServesNoForksIsStartedForEachRun(served: String) async throws {
        var worker = try worker("case \"$*\" in *--fork-server*) \(served);; esac; echo why >&2; exit 7")
        worker.forks = ForkServer(executable: worker.executable)
        for _ in 0..<20 { #expect(await worker.run(Self.probe).log == "why\n") }
    }

    @Test func whatCannotBeStartedSaysSo() async throws {
        let exit = await MediaWorker(executable: "/nonexistent/spool-media").run(Self.probe)
        #expect(failure(exit)?.code == .internalError)
        #expect(failure(exit)?.message.contains("could not be started") == true)
    }

    @Test func aClosedDescriptorSaysSo() async throws {
        let exit = await (try worker("exit 0")).run(Self.probe, input: 9999)
        #expect(failure(exit)?.code == .internalError)
    }

    @Test(.timeLimit(.minutes(10))) func noDescriptorsAreLeftBehind() async throws {
        let worker = try worker("exit 1")
        func count() -> Int { (0..<1024).filter { fcntl($0, F_GETFD) >= 0 }.count }
        _ = await worker.run(Self.probe)
        let before = count()
        for _ in 0..<100 { _ = await worker.run(Self.probe) }
        // Other tests of this process open some at the same time, and close them again.
        while count() > before + 60 { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test func theProbeOpensOnlyRegularFiles() async throws {
        let worker = try worker("exit 1")
        mkfifo(folder.path.appending("fifo").text, 0o600)
        let cases: [(RawName, FailureCode)] = [
            ("missing", .sourceMissing), ("fifo", .sourceUnreadable), (".", .sourceUnreadable),
            ("worker/x", .sourceMissing),
            (RawName(bytes: [0x61, 0x00]), .sourceMissing),
        ]
        for (name, code) in cases {
            let error = await #expect(throws: MediaFailure.self) { try await worker.probe(folder.path.appending(name)) }
            #expect(error?.code == code, "\(name.text)")
        }
    }
}
