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

    @Test func theFirstMayBeShorter() {
        let shape = SegmentLengths.Shape(longest: 28, shortest: 28, halves: 4, first: 2)
        let frames = (18 + 5 * 28) * 49
        #expect(SegmentLengths(of: frames, shape, least: 5).lengths == [18, 28, 28, 28, 28, 28].map { $0 * 49 })
    }

    /// From half a minute to ten minutes, in the mean of all outcomes, against shares of a quarter and at least ten
    /// blocks.
    @Test(arguments: [24, 60]) func threadsWaitLessThanWithTheSameRuleForAllLengths(overlap: Int) {
        var timing = SegmentTiming(sizes: sizes, overlap: overlap)
        var (best, fixed) = ([0, 0, 0], [0, 0, 0])
        for frames in stride(from: 1150, to: 23_000, by: 331) {
            let chosen = SegmentLengths.best(of: frames, sizes: sizes, overlap: overlap)
            let shape = SegmentLengths.Shape(longest: sizes.longest, shortest: 10, halves: 8)
            let rule = SegmentLengths(of: frames, shape, least: sizes.least)
            // Other outcomes than those that it was chosen by.
            for (threads, outcome) in [2, 3, 4].flatMap({ threads in (101...108).map { (threads, $0) } }) {
                best[threads - 2] += timing.time(of: chosen.lengths, threads: threads, outcome: outcome)
                fixed[threads - 2] += timing.time(of: rule.lengths, threads: threads, outcome: outcome)
            }
        }
        #expect(zip(best, fixed).allSatisfy { $0 < $1 }, "\(best) \(fixed)")
        #expect(best[0] * 100 < fixed[0] * 99)
    }
}
