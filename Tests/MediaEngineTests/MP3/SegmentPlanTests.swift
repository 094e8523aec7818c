import Testing

@testable import MediaEngine

struct SegmentPlanTests {
    private let rate = 44100.0 / 1152

    private func plan(_ frames: Int?) -> SegmentPlan { SegmentPlan(expectedFrames: frames, framesPerSecond: rate) }

    @Test(arguments: [nil, 0, 100, 765, 766, 2000, 11_484, 103_359, 1_378_125, 1 << 24, Int.max] as [Int?])
    func startsAreOnBlocksAndGrow(frames: Int?) {
        let plan = plan(frames)
        let starts = (0..<plan.planned.count + 5).map(plan.start)
        #expect(starts[0] == 0)
        #expect(starts.allSatisfy { $0 % 49 == 0 })
        #expect(zip(starts, starts.dropFirst()).allSatisfy { $0.0 < $0.1 })
    }

    @Test func belowTwentySecondsThereIsOneSegment() {
        #expect(plan(700).planned == [0])
        #expect(plan(700).overrun >= 766)
        #expect(plan(2000).planned.count > 2)
    }

    @Test(arguments: [2000, 11_484, 103_359, 1_378_125]) func segmentsShrinkTowardsTheEnd(frames: Int) {
        let plan = plan(frames)
        let lengths = zip(plan.planned, plan.planned.dropFirst()).map { $1 - $0 }
        #expect(lengths.allSatisfy { 10 * 49...32 * 49 ~= $0 })
        #expect(zip(lengths, lengths.dropFirst()).allSatisfy { $0 >= $1 })
        let last = frames - (plan.planned.last ?? 0)
        #expect(last >= 5 * 49 && last <= 15 * 49)
    }

    @Test func beyondThePlanSegmentsGoOn() {
        let plan = plan(11_484)
        let first = plan.planned.count
        #expect(plan.start(first) >= 11_484)
        #expect(plan.start(first + 1) - plan.start(first) == 30 * 49)
    }

    /// A hair more than expected starts no segment of its own.
    @Test func aShortRestStaysWithItsNeighbour() {
        let plan = plan(11_484)
        #expect(plan.framesNeeded(for: plan.planned.count) > 11_484 + 5 * 49 - 49)
    }
}
