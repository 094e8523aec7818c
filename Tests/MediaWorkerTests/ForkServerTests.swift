import FoundationEssentials
import Glibc
import MediaTypes
import Testing

@testable import MediaProtocol

/// Workers that a `spool-media` with its libraries loaded forks.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ForkServerTests {
    private static let hours = 6 * 3600
    private let forks: ForkServer
    private let worker: MediaWorker

    init() throws {
        var worker = try MediaWorker()
        forks = ForkServer(executable: worker.executable)
        worker.forks = forks
        self.worker = worker
    }

    /// The server that is ready once runs have wanted one.
    private func server() async throws -> pid_t {
        while true {
            if let process = forks.readyProcess { return process }
            _ = try await worker.selfTest()
        }
    }

    @Test func aForkedWorkerConvertsAsAStartedOneDoes() async throws {
        let started = await (try Conversion(seconds: 5)).wait()
        _ = try await server()
        let forked = await (try Conversion(seconds: 5, forks: forks)).wait()
        #expect(forked.outcome == started.outcome)
        #expect(forked.peakMemory > 0 && forked.processorTime > 0)
    }

    @Test func theFirstRunDoesNotWaitForIt() async throws {
        #expect(forks.readyProcess == nil)
        #expect(forks.fork([-1, -1, -1, -1, -1]) == nil)
    }

    @Test func everythingForbiddenIsRefused() async throws {
        let started = try await MediaWorker().selfTest()
        _ = try await server()
        #expect(try await worker.selfTest() == started)
    }

    @Test func aForkedWorkerIsOurChildAndHasItsFilesOnly() async throws {
        let server = try await server()
        let conversion = try Conversion(seconds: Self.hours, forks: forks)
        _ = await conversion.events.first { $0.isProgress }
        let process = try #require(try conversion.process())
        #expect(process != server)
        let status = String(decoding: try Data(contentsOf: URL(filePath: "/proc/\(process)/status")), as: UTF8.self)
        #expect(status.hasPrefix("Name:\tspool-media\n"))
        #expect(status.contains("\nPPid:\t\(getpid())\n"))
        #expect(getpgid(process) == process)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").sorted() == [
                "0", "1", "2", "3", "4",
            ])
        conversion.run.cancel()
        #expect(await conversion.wait().outcome == .cancelled)
        #expect(kill(process, 0) == -1)
        #expect(forks.readyProcess == server, "a cancelled run is no crash")
    }

    @Test func afterACrashAnotherServerTakesOver() async throws {
        let first = try await server()
        let neighbour = try Conversion(seconds: Self.hours, forks: forks)
        let conversion = try Conversion(seconds: Self.hours, forks: forks)
        _ = await conversion.events.first { $0.isProgress }
        _ = await neighbour.events.first { $0.isProgress }
        kill(try #require(try conversion.process()), SIGSEGV)
        #expect(await conversion.wait().outcome == .failed(MediaFailure(.crashed, "converter crashed (signal 11)")))
        #expect(try await server() != first)
        #expect(kill(first, 0) == -1)
        // Its other workers are not disturbed.
        let written = neighbour.written
        while neighbour.written == written { await Task.yield() }
        neighbour.run.cancel()
        #expect(await neighbour.wait().outcome == .cancelled)
    }

    /// The first run is a program's, and a server loads meanwhile.
    @Test func aCrashOfTheFirstRunDoesNotCostTheServer() async throws {
        let conversion = try Conversion(seconds: Self.hours, forks: forks)
        while true {
            guard let process = try conversion.process() else { continue }
            kill(process, SIGSEGV)
            break
        }
        #expect(await conversion.wait().outcome == .failed(MediaFailure(.crashed, "converter crashed (signal 11)")))
        _ = try await server()
    }

    @Test func aServerThatIsKilledIsReplaced() async throws {
        let first = try await server()
        kill(first, SIGKILL)
        let report = try await worker.selfTest()
        #expect(report.seccomp)
        #expect(try await server() != first)
    }
}
