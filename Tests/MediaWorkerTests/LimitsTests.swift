import MediaProtocol
import MediaTypes
import Testing

@testable import spool_media

@Suite struct LimitsTests {
    private func convert(_ size: Int64, threads: Int = 1) -> Limits {
        Limits(for: .convert(ConvertRequest(name: "a", options: .init(), threads: threads)), inputSize: size)
    }

    @Test func growWithTheInputAndStayBounded() {
        #expect(convert(8 << 10).fileSize < 80 << 20)
        // Ten hours of silence in FLAC, at 320 kbit/s.
        #expect(convert(5_400_000).fileSize > 36_000 * 40_000)
        #expect(convert(5_400_000).processorTime > 36_000 / 50)
        #expect(convert(.max).fileSize == 4 << 30)
        #expect(convert(.max).processorTime == 12 * 3600)
        #expect(convert(-1).processorTime == 300)
    }

    @Test func giveEachThreadItsRoom() {
        #expect(convert(0, threads: 250).memory - convert(0, threads: 246).memory == 4 * 96 << 20)
        #expect(convert(0, threads: -5) == convert(0, threads: 1))
        #expect(convert(0, threads: .max) == convert(0, threads: 256))
    }
}
