import MediaTypes
import Testing

@testable import MediaEngine

struct SegmentPlanTests {
    private func plan(_ frames: Int?, _ encoding: Encoding = .vbr(2), sampleRate: Int = 44100) -> SegmentPlan {
        let format = MP3Format(sampleRate: sampleRate, encoding: encoding, channelMode: .jointStereo)!
        return SegmentPlan(
            expectedFrames: frames, framesPerSecond: Double(sampleRate) / Double(format.samplesPerFrame),
            sizes: SegmentPlan.Sizes(format: format), rules: SpliceRules(format: format))
    }

    @Test(arguments: [nil, 0, 100, 765, 766, 2000, 11_484, 103_359, 1_378_125, 1 << 24, Int.max] as [Int?])
    func startsAreOnBlocksAndGrow(frames: Int?) {
        let plan = plan(frames, .cbr(192))
        let starts = (0..<plan.planned.count + 5).map(plan.start)
        #expect(starts[0] == 0)
        #expect(starts.allSatisfy { $0 % 49 == 0 })
        #expect(zip(starts, starts.dropFirst()).allSatisfy { $0.0 < $0.1 })
    }

    @Test func belowTwentySecondsThereAreTwoHalves() {
        #expect(plan(192, .cbr(192)).planned == [0, 98])
        #expect(plan(700, .cbr(192)).planned == [0, 343])
        #expect(plan(192).planned == [0, 92])
        #expect(plan(700).planned == [0, 346])
        #expect(plan(700).overrun >= 766)
        #expect(plan(2000).planned.count > 2)
    }

    /// Where both would encode most of it, one encoder does all; the filter banks of MPEG-2 take longer to settle.
    @Test(arguments: [0, 1, 30, 44]) func aClipIsNotCut(frames: Int) {
        #expect(plan(frames).planned == [0])
        #expect(plan(frames + 50, .vbr(2), sampleRate: 24000).planned == [0])
    }

    @Test(arguments: [Encoding.vbr(2), .cbr(128), .abr(128)], [44100, 22050]) func aHalfIsLongEnoughToBeJoined(
        encoding: Encoding, sampleRate: Int
    ) {
        let rules = SpliceRules(format: MP3Format(sampleRate: sampleRate, encoding: encoding, channelMode: .stereo)!)
        for frames in 0..<760 {
            let plan = plan(frames, encoding, sampleRate: sampleRate)
            guard plan.planned.count == 2 else { continue }
            #expect(frames >= plan.framesNeeded(for: 1))
            #expect(frames - plan.planned[1] >= rules.warmUp + rules.equalFrames)
            #expect((plan.planned[1] + rules.warmUp) * 5 <= frames * 4)
            // One decoded block sooner or later is what the halves may differ by, at constant rates two.
            let difference = plan.planned[1] + rules.warmUp - (frames - plan.planned[1])
            #expect(abs(difference) <= (rules.isConstant ? 2 : 1) * SegmentPlan.block, "\(frames)")
        }
    }

    @Test(arguments: [2000, 11_484, 103_359, 1_378_125]) func segmentsShrinkTowardsTheEnd(frames: Int) {
        let plan = plan(frames)
        let lengths = zip(plan.planned, plan.planned.dropFirst()).map { $1 - $0 }
        #expect(lengths.allSatisfy { 5 * 49...54 * 49 ~= $0 })
        // The first may be shorter, so that the second thread can start sooner.
        #expect(zip(lengths.dropFirst(), lengths.dropFirst(2)).allSatisfy { $0 >= $1 })
        let last = frames - (plan.planned.last ?? 0)
        #expect(last >= 5 * 49 && last <= 24 * 49)
    }

    @Test func beyondThePlanSegmentsGoOn() {
        let plan = plan(11_484)
        let first = plan.planned.count
        #expect(plan.start(first) >= 11_484)
        #expect(plan.start(first + 1) - plan.start(first) == plan.sizes.regular * 49)
    }

    /// In step, the last thread is a segment ahead of the next for each of the others: less room, and one stands still.
    /// Four that follow each other at equal distances need two and a quarter segments.
    @Test func threadsHaveRoom() {
        let sizes = SegmentPlan.Sizes()
        let joins = 2  // blocks
        for threads in 1...3 {
            #expect(sizes.blocks(threads: threads) >= (threads - 1) * sizes.longest + sizes.least + joins)
        }
        #expect(sizes.blocks(threads: 4) >= sizes.longest * 9 / 4 + sizes.least + joins)
    }

    @Test func segmentsAreLongerWhereBlocksAreSmaller() {
        let plans = [44100, 22050].map { plan(1 << 20, .vbr(2), sampleRate: $0) }
        #expect(plans.map { $0.start(1) / 49 } == [54, 108])
    }

    /// A hair more than expected starts no segment of its own.
    @Test func aShortRestStaysWithItsNeighbour() {
        let plan = plan(11_484)
        #expect(plan.framesNeeded(for: plan.planned.count) > 11_484 + 5 * 49 - 49)
    }
}
