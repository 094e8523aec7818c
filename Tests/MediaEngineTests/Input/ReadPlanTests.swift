import Testing

@testable import MediaEngine

struct ReadPlanTests {
    private static let entries: [(position: Int64, size: Int64)] = [
        (100, 10), (110, 20), (-1, 0), (300, 1_000_000), (.max, 5), (2_000_000, 5),
    ]

    private func plan(_ entries: [(position: Int64, size: Int64)] = entries) -> ReadPlan {
        ReadPlan { $0 < entries.count ? ReadPlan.bytes(at: entries[$0].position, size: entries[$0].size) : nil }
    }

    @Test func samplesThatTouchAreOneRun() {
        var plan = plan()
        #expect(plan.read(at: 100)?.bytes == 100..<130)
    }

    @Test func aReadTakesInTheRestOfItsRunAndNoMore() {
        var plan = plan()
        #expect(plan.read(at: 129)?.bytes == 129..<130)
        #expect(plan.read(at: 400)?.bytes == 400..<400 + ReadPlan.longestRead)
        #expect(plan.read(at: 1_000_299)?.bytes == 1_000_299..<1_000_300)
    }

    @Test(arguments: [0, 99, 130, 299, 1_000_300, 3_000_000] as [Int64]) func betweenRunsNothingIsPlanned(hole: Int64) {
        var plan = plan()
        #expect(plan.read(at: hole) == nil)
        #expect(plan.read(at: 2_000_000)?.bytes == 2_000_000..<2_000_005)
    }

    @Test func theNextRunIsKnown() {
        var plan = plan()
        #expect(plan.read(at: 100)?.next == 300..<300 + ReadPlan.longestRead)
        #expect(plan.read(at: 1_000_000)?.next == 2_000_000..<2_000_005)
        #expect(plan.read(at: 2_000_000)?.next == nil)
    }

    /// The rest of a run that is longer than one read comes next.
    @Test func aLongRunIsReadInPieces() {
        let size: Int64 = 100_000
        var plan = plan((0..<9).map { ($0 * size, size) })
        var position: Int64 = 0
        while let read = plan.read(at: position) {
            #expect(read.bytes.lowerBound == position && read.bytes.count <= ReadPlan.longestRead)
            position = read.bytes.upperBound
        }
        #expect(position == 9 * size)
    }

    /// Samples need not lie in the order in which they are read.
    @Test func readingGoesByTheIndexsOrder() {
        var plan = plan([(5000, 10), (100, 10), (7000, 10)])
        #expect(plan.read(at: 5000)?.bytes == 5000..<5010)
        #expect(plan.read(at: 7000)?.bytes == 7000..<7010)
    }
}
