import Testing

@testable import MediaEngine

struct SegmentLengthsTests {
    private let sizes = SegmentPlan.Sizes()
    private let overlap = 60

    @Test(arguments: [766, 2000, 11_484, 103_359, 1_378_125]) func theyAreTheStream(frames: Int) {
        let best = SegmentLengths.best(of: frames, sizes: sizes, overlap: overlap)
        #expect(best.lengths.reduce(0, +) == frames)
        #expect(best.starts.count == best.lengths.count && best.starts.first == 0)
        #expect(best.starts.last == frames - best.lengths[best.lengths.count - 1])
    }

    @Test func aThreadTakesTheNextAsSoonAsItCan() {
        let frames = 5 * 28 * 49
        let equal = SegmentLengths(of: frames, halves: 4, shortest: 28, sizes: sizes)
        #expect(equal.lengths == Array(repeating: 28 * 49, count: 5))
        #expect(equal.time(threads: 1, overlap: 60) == frames + 4 * 60)
        #expect(equal.time(threads: 2, overlap: 60) == 3 * 28 * 49 + 2 * 60)
        #expect(equal.time(threads: 4, overlap: 60) == 2 * 28 * 49 + 60)
    }

    /// From half a minute to ten minutes, in the mean, against shares of a quarter and at least ten blocks.
    @Test func threadsWaitLessThanWithTheSameRuleForAllLengths() {
        var (best, fixed) = ([0, 0, 0], [0, 0, 0])
        for frames in stride(from: 1150, to: 23_000, by: 331) {
            let chosen = SegmentLengths.best(of: frames, sizes: sizes, overlap: overlap)
            let rule = SegmentLengths(of: frames, halves: 8, shortest: 10, sizes: sizes)
            for threads in 2...4 {
                best[threads - 2] += chosen.time(threads: threads, overlap: overlap)
                fixed[threads - 2] += rule.time(threads: threads, overlap: overlap)
            }
        }
        #expect(zip(best, fixed).allSatisfy { $0 < $1 })
        #expect(best[0] * 100 < fixed[0] * 99 && best[2] * 100 < fixed[2] * 98)
    }
}
