import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct SpeedMeterTests {
    @Test func measuresTheLastSeconds() {
        let start = ContinuousClock.now
        var meter = SpeedMeter(start: start)
        #expect(meter.speed == 0)
        meter.add(done: 10_000, at: start + .seconds(1))
        #expect(abs(meter.speed - 10) < 0.001)
        for second in 2...10 { meter.add(done: 10_000 + Int64(second - 1) * 50_000, at: start + .seconds(second)) }
        #expect(abs(meter.speed - 50) < 0.001)
    }

    @Test func aPauseIsNotSlowness() {
        let start = ContinuousClock.now
        var meter = SpeedMeter(start: start)
        meter.add(done: 10_000, at: start + .seconds(1))
        meter.restart(at: start + .seconds(1000))
        meter.add(done: 30_000, at: start + .seconds(1001))
        #expect(abs(meter.speed - 20) < 0.001)
    }
}

@Suite struct ResultNameTests {
    @Test func neverTwice() throws {
        let folder = TemporaryFolder()
        try folder.file("song.mp3")
        let names = ResultNames()
        let first = names.take("song", in: folder.path)
        let second = names.take("song", in: folder.path)
        #expect(first == .init(path: folder("song (2).mp3"), isRenamed: true))
        #expect(second.path == folder("song (3).mp3"))
        names.release(first.path)
        #expect(names.take("song", in: folder.path).path == first.path)
        #expect(names.take("other", in: folder.path) == .init(path: folder("other.mp3"), isRenamed: false))
    }

    @Test func longNamesFit() {
        let folder = TemporaryFolder()
        let name = RawName(String(repeating: "ü", count: 127))
        let names = ResultNames()
        for _ in 0..<12 {
            let path = names.take(name, in: folder.path).path
            #expect(path.lastComponent.bytes.count <= 255)
            #expect(String(validating: path.lastComponent.bytes, as: UTF8.self) != nil)
        }
        let job = Job(
            id: "0123456789abcdef", batch: "b", name: RawName(String(repeating: "x", count: 250) + ".mkv"),
            path: "/v/x", size: 0)
        #expect(Delivery(job).temporary.lastComponent.bytes.count <= 255)
    }
}

@Suite struct FreeSpaceTests {
    @Test(arguments: [
        (0, "0 kB"), (999_000, "999 kB"), (1_000_000, "1 MB"), (1_500_000, "1.5 MB"), (12_340_000, "12 MB"),
        (2_500_000_000, "2.5 GB"),
    ])
    func text(bytes: Int64, expected: String) {
        #expect(FreeSpace.text(bytes) == expected)
    }
}
