import Glibc
import MediaProtocol
import MediaTypes
import Testing

/// `MediaWorker` with the `spool-media` of this build.
@Suite(.serialized) struct RealWorkerTests {
    private static let hours = 6 * 3600

    @Test func convertsAndReports() async throws {
        let conversion = try Conversion(seconds: 5)
        let exit = await conversion.wait()
        guard case .done(let result) = exit.outcome else {
            Issue.record("\(exit)")
            return
        }
        #expect(result.samples == 5 * 44100)
        #expect(result.bytes == conversion.written)
        guard case .started(let start) = await conversion.events.first(where: { _ in true }) else {
            Issue.record("it did not say what it took")
            return
        }
        #expect(start.expectedSamples == Int64(5 * 44100))
    }

    @Test func cancelsInTheMiddleOfAJob() async throws {
        let conversion = try Conversion(seconds: Self.hours)
        _ = await conversion.events.first { $0.isProgress }
        conversion.run.cancel()
        #expect(await conversion.wait().outcome == .cancelled)
        #expect(try conversion.process() == nil)
    }

    @Test func makesNoProgressWhilePaused() async throws {
        let conversion = try Conversion(seconds: Self.hours)
        _ = await conversion.events.first { $0.isProgress }
        let process = try #require(try conversion.process())
        conversion.run.pause()
        while try !Conversion.isStopped(process) { sched_yield() }
        let before = (try Conversion.status(of: process).ticks, conversion.written)
        // Something that takes a while and needs what a paused worker would need.
        _ = await (try Conversion(seconds: 60)).wait()
        #expect(try Conversion.status(of: process).state == "T")
        #expect((try Conversion.status(of: process).ticks, conversion.written) == before)

        conversion.run.resume()
        while conversion.written == before.1 { await Task.yield() }
        conversion.run.pause()
        conversion.run.cancel()
        #expect(await conversion.wait().outcome == .cancelled)
    }

    @Test func aKilledWorkerHasCrashed() async throws {
        let conversion = try Conversion(seconds: Self.hours)
        _ = await conversion.events.first { $0.isProgress }
        kill(try #require(try conversion.process()), SIGKILL)
        let exit = await conversion.wait()
        #expect(exit.outcome == .failed(MediaFailure(.crashed, "converter crashed (signal 9)")))
    }

    @Test func aFileThatIsNoMediaSaysSo() async throws {
        let error = await #expect(throws: MediaFailure.self) { try await MediaProbe.probe(path: "/proc/self/exe") }
        #expect(error?.code == .notMedia)
    }
}
