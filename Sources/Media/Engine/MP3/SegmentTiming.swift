/// When threads would be done with segments: a simulation. Its unit of time is what one encoder takes for a frame.
///
/// Each thread takes the next segment as soon as it can. Decoding goes only so far ahead of the last as there is room.
/// Some segments turn out quicker than others: what is there to be heard, and who else uses the machine, nobody knows
/// before. So there are several outcomes, made up but always the same ones.
struct SegmentTiming {
    private struct Work {
        var start = 0
        var begin = 0
        var end = 0
    }

    private let sizes: SegmentPlan.Sizes
    /// Frames that are encoded twice at a join.
    private let overlap: Int
    private var work: [Work] = []

    init(sizes: SegmentPlan.Sizes, overlap: Int) {
        self.sizes = sizes
        self.overlap = overlap
    }

    /// Outcomes that are simulated.
    private static let outcomes = 8
    /// Decoding is so many times faster than encoding.
    private static let decoding = 33

    /// What a plan costs for one to four threads. Not reckoned to the end where it is `limit` already.
    mutating func cost(of lengths: [Int], atMost limit: Int) -> Int {
        // The files of a batch have one thread each, most machines for one person two or more.
        var sum = time(of: lengths, threads: 1) * 2 * Self.outcomes
        for (threads, weight) in [(2, 3), (4, 1), (3, 1)] {
            for outcome in 1...Self.outcomes where sum < limit {
                sum += time(of: lengths, threads: threads, outcome: outcome) * threads * weight
            }
        }
        return sum
    }

    /// - Parameter outcome: 0 is that where all segments take what they should.
    mutating func time(of lengths: [Int], threads: Int, outcome: Int = 0) -> Int {
        work.removeAll(keepingCapacity: true)
        work.append(contentsOf: repeatElement(Work(), count: threads))
        let room = (sizes.blocks(threads: threads) - sizes.least) * SegmentPlan.block
        var (start, begin) = (0, 0)
        for (index, length) in lengths.enumerated() {
            var free = 0
            for thread in 1..<threads where work[thread].end < work[free].end { free = thread }
            begin = max(begin, work[free].end, index == 0 ? 0 : decoded(start + sizes.least * SegmentPlan.block))
            for other in work where other.start < start - room {
                begin = max(begin, min(other.end, other.begin + start - room - other.start))
            }
            let twice = index + 1 == lengths.count ? 0 : overlap
            work[free] = Work(
                start: start, begin: begin, end: begin + length + twice + deviation(of: length, index, outcome))
            start += length
        }
        return work.reduce(0) { max($0, $1.end) }
    }

    private func decoded(_ frame: Int) -> Int { frame / Self.decoding }

    /// It grows with the square root of the length: one block takes a quarter longer or less, 44 a twenty-fifth.
    private func deviation(of length: Int, _ index: Int, _ outcome: Int) -> Int {
        guard outcome > 0 else { return 0 }
        var bits = UInt32(truncatingIfNeeded: outcome) &* 2_654_435_761 &+ UInt32(truncatingIfNeeded: index) &* 40_503
        bits = (bits ^ bits >> 15) &* 2_246_822_519
        let quarters = [-5, -2, 2, 5][Int((bits ^ bits >> 13) >> 8 & 3)]
        return Int(Double(length).squareRoot()) * quarters / 2
    }
}
