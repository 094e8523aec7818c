import CFFmpeg
import Testing

@testable import MediaEngine

struct MediaDurationTests {
    private let milliseconds = AVRational(num: 1, den: 1000)

    @Test func convertsHonestValues() {
        #expect(MediaDuration.milliseconds(90_000, timeBase: AVRational(num: 1, den: 90_000)) == 1000)
        #expect(MediaDuration.milliseconds(1001, timeBase: AVRational(num: 1, den: 30)) == 33_366)
    }

    @Test(arguments: [nil, 0, -1, Int64.min, Int64.max, 30 * 24 * 3_600_000 + 1] as [Int64?])
    func refusesAbsurdValues(value: Int64?) {
        #expect(MediaDuration.milliseconds(value, timeBase: milliseconds) == nil)
    }

    @Test func refusesAbsurdTimeBases() {
        for base in [
            AVRational(num: 0, den: 1), AVRational(num: 1, den: 0), AVRational(num: -1, den: 1000),
            AVRational(num: 1, den: -1000),
        ] {
            #expect(MediaDuration.milliseconds(1000, timeBase: base) == nil)
            #expect(MediaDuration.samples(1000, timeBase: base, rate: 44_100) == nil)
        }
        #expect(MediaDuration.milliseconds(.max / 2, timeBase: AVRational(num: .max, den: 1)) == nil)
    }

    @Test func timestampsBeyondSixtyFourBitsAreNone() {
        #expect(MediaDuration.samples(.max, timeBase: AVRational(num: 1, den: 1), rate: 48_000) == nil)
        #expect(MediaDuration.samples(Int64.min, timeBase: milliseconds, rate: 48_000) == nil)
        #expect(MediaDuration.samples(-500, timeBase: milliseconds, rate: 48_000) == -24_000)
    }

    @Test(arguments: [
        (0, "0:00"), (59_999, "0:59"), (723_000, "12:03"), (2_710_000, "45:10"), (3_723_000, "1:02:03"), (-5, "0:00"),
    ])
    func writesPositions(milliseconds: Int64, text: String) {
        #expect(MediaDuration.text(milliseconds) == text)
    }
}
