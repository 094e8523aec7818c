import Testing

@testable import MediaEngine

struct ReadPlanTests {
    private static let samples: [(position: Int64, size: Int64)] = [
        (100, 10), (110, 20), (500, 5), (300, 1_000_000), (-1, 0), (.max, 5),
    ]
    private let plan = ReadPlan(samples: samples)

    @Test func samplesThatTouchAreOneRun() {
        #expect(plan.runs == [100..<130, 300..<1_000_300, 500..<505])
    }

    @Test func aReadTakesInTheRestOfItsRunAndNoMore() {
        #expect(plan.read(at: 100) == 100..<130)
        #expect(plan.read(at: 129) == 129..<130)
        #expect(plan.read(at: 400) == 400..<400 + ReadPlan.longestRead)
        for hole in [0, 99, 130, 299, 2_000_000] as [Int64] { #expect(plan.read(at: hole) == nil) }
    }

    @Test func theNextRunIsKnown() {
        #expect(plan.following(0) == 100..<130)
        #expect(plan.following(100) == 300..<1_000_300)
        #expect(plan.following(2_000_000) == nil)
    }
}
