import Testing

@testable import MediaEngine

struct SegmentTimingTests {
    private let segment = 28 * 49
    /// With room for all.
    private var timing = SegmentTiming(sizes: SegmentPlan.Sizes(longest: 28, most: 1000), overlap: 60)

    @Test mutating func aThreadTakesTheNextAsSoonAsItCan() {
        let five = Array(repeating: segment, count: 5)
        #expect(timing.time(of: five, threads: 1) == 5 * segment + 4 * 60)
        #expect(timing.time(of: five, threads: 2) == 3 * segment + 2 * 60)
        #expect(timing.time(of: Array(five.dropLast()), threads: 2) == 2 * segment + 2 * 60)
    }

    /// The last begins when the first has made room for its samples.
    @Test func threadsWaitForRoom() {
        let three = Array(repeating: segment, count: 3)
        var tight = SegmentTiming(sizes: SegmentPlan.Sizes(longest: 28, least: 5, spare: 10, most: 28 + 10), overlap: 0)
        #expect(tight.time(of: three, threads: 3) == 2 * segment - (10 - 5) * 49 + segment - 28 * 49)
        var wide = SegmentTiming(sizes: SegmentPlan.Sizes(longest: 28, least: 5, spare: 10), overlap: 0)
        #expect(wide.time(of: three, threads: 3) == (2 * segment + 5 * 49) / 33 + segment)
    }

    /// Made up, but always the same, and neither better nor worse than what is expected.
    @Test mutating func outcomesVaryAboutTheExpected() {
        let lengths = Array(repeating: segment, count: 12)
        let expected = timing.time(of: lengths, threads: 1)
        let outcomes = (1...64).map { timing.time(of: lengths, threads: 1, outcome: $0) }
        #expect(
            Set(outcomes).count > 16 && outcomes == (1...64).map { timing.time(of: lengths, threads: 1, outcome: $0) })
        #expect(abs(outcomes.reduce(0, +) / 64 - expected) * 100 < expected)
    }
}
